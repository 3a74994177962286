/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.config;

import dev.sluice.core.config.NearestName;
import dev.sluice.core.config.References;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * One YAML document while it is read: gives out values, and collects every fault instead of stopping at the first. A
 * value that has a fault is empty from then on, so that one mistake is told once.
 */
final class Document {
    private static final int LONGEST_SHOWN = 60;
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@]*@");

    private final String file;
    private final References references;
    private final List<Fault> faults = new ArrayList<>();

    Document(String file, References references) {
        this.file = file;
        this.references = references;
    }

    /** A node and where it is; {@code secret} values are never shown. */
    record Value(Node node, String path, boolean secret) {
        Value asSecret() {
            return new Value(node, path, true);
        }
    }

    /** The values of a mapping by key, and the mapping itself for what is missing in it. */
    record Fields(Value mapping, Map<String, Value> byKey) {
        Optional<Value> get(String key) {
            return Optional.ofNullable(byKey.get(key));
        }
    }

    /** All faults so far, from top to bottom. */
    List<Fault> faults() {
        return faults.stream().sorted(Fault.ORDER).toList();
    }

    /** The fields of a mapping, whatever their names. */
    Optional<Fields> fields(Value value) {
        if (!(value.node() instanceof MappingNode mapping)) {
            fault(value, "has to be a mapping of keys to values, but is " + kind(value.node()));
            return Optional.empty();
        }
        Map<String, Value> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                fault(
                        new Value(tuple.getKeyNode(), value.path(), false),
                        "has a key that is " + kind(tuple.getKeyNode()));
                continue;
            }
            String name = key.getValue();
            Value field = new Value(tuple.getValueNode(), child(value.path(), name), false);
            if (fields.putIfAbsent(name, field) != null) {
                fault(new Value(key, field.path(), true), "is there twice");
            }
        }
        return Optional.of(new Fields(value, fields));
    }

    /** The fields of a mapping that may only have these; an unknown one is a fault with the nearest known one. */
    Optional<Fields> fields(Value value, Set<String> known) {
        Optional<Fields> fields = fields(value);
        fields.ifPresent(all -> {
            MappingNode mapping = (MappingNode) value.node();
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key && !known.contains(key.getValue())) {
                    Value at = new Value(key, child(value.path(), key.getValue()), true);
                    fault(at, "is not a key that Sluice knows" + suggestion(key.getValue(), known));
                }
            }
        });
        return fields;
    }

    /** A required field; a fault if it is missing. */
    Optional<Value> required(Fields fields, String key, String example) {
        Optional<Value> value = fields.get(key);
        if (value.isEmpty()) {
            Value missing =
                    new Value(fields.mapping().node(), child(fields.mapping().path(), key), true);
            fault(missing, "is missing; for example " + key + ": " + example);
        }
        return value;
    }

    /** The items of a sequence. */
    Optional<List<Value>> items(Value value) {
        if (!(value.node() instanceof SequenceNode sequence)) {
            fault(value, "has to be a list, but is " + kind(value.node()));
            return Optional.empty();
        }
        List<Value> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Value(item, value.path() + "[" + items.size() + "]", false));
        }
        return Optional.of(items);
    }

    /** A scalar's text with its references resolved. */
    Optional<String> text(Value value) {
        if (!(value.node() instanceof ScalarNode scalar)) {
            fault(value, "has to be one value, but is " + kind(value.node()));
            return Optional.empty();
        }
        if (scalar.getTag().equals(Tag.NULL)) {
            fault(value, "has to have a value");
            return Optional.empty();
        }
        try {
            return Optional.of(references.resolve(scalar.getValue()).value());
        } catch (IllegalArgumentException refusal) {
            fault(value, String.valueOf(refusal.getMessage()));
            return Optional.empty();
        }
    }

    /** A scalar's text as something else; a refusal of {@code making} is a fault. */
    <T> Optional<T> made(Value value, Function<String, T> making) {
        return text(value).flatMap(text -> tried(value, () -> making.apply(text)));
    }

    /** What {@code making} makes; a refusal is a fault at that value. */
    <T> Optional<T> tried(Value value, java.util.function.Supplier<T> making) {
        try {
            return Optional.of(making.get());
        } catch (IllegalArgumentException refusal) {
            fault(value, String.valueOf(refusal.getMessage()));
            return Optional.empty();
        }
    }

    /** Adds a fault: the value as the file has it, unless it is secret, then the predicate. */
    void fault(Value value, String predicate) {
        Optional<Mark> mark = value.node().getStartMark();
        String shown = shown(value);
        faults.add(new Fault(
                file,
                mark.map(m -> m.getLine() + 1).orElse(1),
                mark.map(m -> m.getColumn() + 1).orElse(1),
                value.path(),
                (shown.isEmpty() ? "" : shown + " ") + predicate));
    }

    /** Only what the file itself says, with references unresolved and credentials in addresses hidden. */
    private static String shown(Value value) {
        if (value.secret() || !(value.node() instanceof ScalarNode scalar)) {
            return "";
        }
        String text =
                CREDENTIALS.matcher(scalar.getValue()).replaceAll("//***@").replace("\n", "\\n");
        return "'" + (text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN - 1) + "…" : text) + "'";
    }

    private static String suggestion(String written, Set<String> known) {
        return NearestName.of(written, known)
                .map(name -> "; did you mean " + name + "?")
                .orElseGet(() -> "; the keys here are "
                        + String.join(", ", known.stream().sorted().toList()));
    }

    private static String child(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private static String kind(Node node) {
        return switch (node) {
            case MappingNode ignored -> "a mapping";
            case SequenceNode ignored -> "a list";
            case ScalarNode scalar -> scalar.getTag().equals(Tag.NULL) ? "empty" : "a single value";
            default -> "something else";
        };
    }
}
