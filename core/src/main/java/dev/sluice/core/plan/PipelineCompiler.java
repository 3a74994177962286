/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.capture.SchemaFingerprint;
import dev.sluice.core.capture.TableFilters;
import dev.sluice.core.config.Misfit;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.Generation;
import dev.sluice.core.source.OtherRelation;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.source.ReplicaIdentity;
import dev.sluice.core.source.SourceCatalog;
import dev.sluice.core.source.SourceColumn;
import dev.sluice.core.source.SourceTable;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ColumnMapping;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.SharedObjects;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.target.TopicReading;
import dev.sluice.core.target.TypeMapping;
import dev.sluice.core.topics.TopicSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Compiles a configuration and the source's catalog to what should exist. Pure. */
public final class PipelineCompiler {
    private final PipelineConfig config;
    private final PipelineNames names;
    private final List<Problem> problems = new ArrayList<>();
    private final List<TableOutline> outlines = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final Map<TableRule, Problem> unmatched = new LinkedHashMap<>();

    private PipelineCompiler(PipelineConfig config) {
        this.config = config;
        this.names = new PipelineNames(config.pipeline());
    }

    /**
     * What should exist, or everything that stands in the way.
     *
     * @param connector the connector's configuration but for what depends on the tables
     * @param brokers Kafka's address as ClickHouse sees it
     */
    public static Compiled compile(
            PipelineConfig config, SourceCatalog catalog, Map<String, String> connector, String brokers) {
        return new PipelineCompiler(config).compile(catalog, connector, brokers);
    }

    /**
     * Either {@code problems} is empty or {@code desired} is not to be used.
     *
     * @param outlines what the tables will be, in the order of {@code desired}
     * @param leftOut what the configuration matches and the copy won't have
     * @param unmatched the rules that match no table, each with the problem that it is
     */
    public record Compiled(
            Desired desired,
            List<TableOutline> outlines,
            List<Problem> problems,
            List<LeftOut> leftOut,
            Map<TableRule, Problem> unmatched) {
        /**
         * It is no fault if a rule's tables have gone, as long as others are left.
         *
         * @param copied whether a rule's tables were replicated before
         */
        public Compiled excusing(Predicate<TableRule> copied) {
            if (desired.copies().isEmpty()) {
                return this;
            }
            List<Problem> left = new ArrayList<>(problems);
            List<LeftOut> more = new ArrayList<>(leftOut);
            unmatched.forEach((rule, problem) -> {
                if (copied.test(rule)) {
                    left.remove(problem);
                    more.add(new LeftOut(
                            "pattern " + rule.match(),
                            "matches no table of the source any more",
                            "Take it out of tables: in the configuration."));
                }
            });
            return new Compiled(desired, outlines, List.copyOf(left), List.copyOf(more), Map.of());
        }
    }

    private Compiled compile(SourceCatalog catalog, Map<String, String> connector, String brokers) {
        List<TargetTable> tables = new ArrayList<>();
        for (TableRule rule : config.tables()) {
            if (catalog.tables().stream().anyMatch(table -> rule.matches(table.id()))
                    || rule.isName() && catalog.others().stream().anyMatch(other -> rule.matches(other.id()))) {
                continue;
            }
            // Nobody knows the number of a session's own schema, so the name alone tells.
            var temporary = catalog.others().stream()
                    .filter(other -> other.kind() == OtherRelation.Kind.TEMPORARY
                            && rule.names(other.id().name()))
                    .findFirst();
            if (temporary.isPresent()) {
                problems.add(notReplicable(rule.match(), temporary.get()));
            } else {
                Problem problem = Problem.user(
                        "no-such-table",
                        "no table of the database " + catalog.server().database() + " matches " + rule.match(),
                        "Correct tables: in the configuration; the source has " + examples(catalog) + ".");
                problems.add(problem);
                unmatched.put(rule, problem);
            }
        }
        catalog.tables().stream()
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .forEach(table -> rule(table.id()).ifPresent(rule -> table(table, rule, tables)));
        catalog.others().forEach(other -> rule(other.id()).ifPresent(rule -> other(other, rule)));
        problems.addAll(Collisions.among(tables));
        TopicReading reading = TopicReading.of(brokers, tables.size());
        List<Copy> copies = tables.stream()
                .map(table -> Copy.of(table, config.pipeline(), reading))
                .toList();
        List<TargetObject> shared = SharedObjects.of(
                tables.stream().map(table -> table.names().live().database()).toList());
        return new Compiled(
                new Desired(
                        names,
                        copies,
                        topics(tables),
                        shared,
                        present(catalog),
                        config.changes(),
                        connector(connector, tables)),
                List.copyOf(outlines),
                List.copyOf(problems),
                List.copyOf(leftOut),
                unmatched);
    }

    private Map<String, Long> present(SourceCatalog catalog) {
        Map<String, Long> present = new HashMap<>();
        catalog.tables()
                .forEach(table -> present.put(
                        new ObjectName(
                                        config.databaseOf(table.id().schema()),
                                        table.id().name())
                                .toString(),
                        table.relation().oid()));
        return present;
    }

    private Optional<TableRule> rule(TableId table) {
        return config.ruleFor(table);
    }

    private void other(OtherRelation other, TableRule rule) {
        if (rule.isName()) {
            problems.add(notReplicable(other.id().toString(), other));
            return;
        }
        boolean missed = switch (other.kind()) {
            case VIEW, MATERIALIZED_VIEW, TEMPORARY -> false;
            case PARTITION -> other.about().flatMap(this::rule).isEmpty();
            case FOREIGN_TABLE, UNLOGGED, FOREIGN_PARTITION, UNLOGGED_PARTITION, PARTITION_IDENTITY -> true;
        };
        if (missed) {
            leftOut.add(new LeftOut(
                    other.id().toString(), other.reason(), other.kind().next()));
        }
    }

    private static Problem notReplicable(String name, OtherRelation other) {
        return Problem.user(
                "not-replicable", name + " " + other.reason(), other.kind().next());
    }

    private void table(SourceTable table, TableRule rule, List<TargetTable> tables) {
        if (table.key().isEmpty() && table.identity() != ReplicaIdentity.FULL && !rule.insertsOnly()) {
            problems.add(Problem.user(
                    "table-without-key",
                    "the table " + table.id() + " has no primary key and no replica identity, so Postgres would refuse"
                            + " every UPDATE and DELETE on it once it is published",
                    "Add a primary key, or run ALTER TABLE " + PgIdentifiers.quote(table.id())
                            + " REPLICA IDENTITY FULL, or give it the rule inserts-only: true if its rows never change, or"
                            + " leave the table out of tables: in the configuration."));
            return;
        }
        List<SourceColumn> kept = new ArrayList<>();
        for (SourceColumn column : table.columns()) {
            if (!rule.exclude().contains(column.name()) && (!column.generated() || canCompute(table, column, rule))) {
                kept.add(column);
            }
        }
        Optional<String> generatedKey = table.key().stream()
                .filter(name -> table.column(name).generated())
                .findFirst();
        if (generatedKey.isPresent()) {
            problems.add(Problem.user(
                    "generated-key",
                    "the column " + generatedKey.get() + " of " + table.id() + " is part of the key and is generated by"
                            + " Postgres, which does not put such values into the change stream",
                    "Leave the table out, or give it another replica identity."));
            return;
        }
        for (String excluded : rule.exclude()) {
            if (table.key().contains(excluded)) {
                problems.add(Problem.user(
                        "key-excluded",
                        "the column " + excluded + " of " + table.id() + " is part of the key and can't be excluded",
                        "Take it out of exclude: in the configuration."));
                return;
            }
        }
        String database = config.databaseOf(table.id().schema());
        TargetTable target = new TargetTable(
                table.id(),
                table.relation(),
                new TargetNames(new ObjectName(database, table.id().name())),
                kept.stream()
                        .map(column -> column(column, table.key(), rule.misfitOf(column.name(), table.key())))
                        .toList(),
                table.columns().stream()
                        .filter(column -> !kept.contains(column))
                        .map(SourceColumn::attnum)
                        .collect(Collectors.toSet()),
                List.of(),
                table.key(),
                table.identity(),
                SchemaFingerprint.of(kept.stream()
                        .filter(column -> !column.generated())
                        .map(column -> new SchemaFingerprint.Column(
                                column.name(), column.type().fingerprint()))
                        .toList()),
                names.topic(table.id()),
                names.group(table.id()),
                rule.history()
                        .map(retention -> OptionalInt.of(retention.days()))
                        .orElse(OptionalInt.empty()));
        tables.add(target);
        outlines.add(TableOutline.of(table, rule, target));
    }

    /** Postgres does not publish what it generates; it has to be asked again, with all that the expression reads. */
    private boolean canCompute(SourceTable table, SourceColumn column, TableRule rule) {
        Optional<String> why = whyNotComputed(table, column, rule);
        why.filter(reason -> !table.key().contains(column.name()))
                .ifPresent(
                        reason -> leftOut.add(
                                new LeftOut(
                                        "column " + column.name() + " of " + table.id(),
                                        "is generated by Postgres, which does not put such values into the change stream, and "
                                                + reason,
                                        "Compute it in ClickHouse from the other columns; `exclude` in the configuration silences this.")));
        return why.isEmpty();
    }

    private static Optional<String> whyNotComputed(SourceTable table, SourceColumn column, TableRule rule) {
        Generation generation = column.generation().orElseThrow();
        if (table.key().isEmpty()) {
            return Optional.of("without a key nobody can say which row a value is of");
        }
        if (!generation.everywhere()) {
            return Optional.of("its partitions compute it differently");
        }
        if (column(column, table.key(), rule.misfitOf(column.name(), table.key()))
                .mapping()
                .isRecorded()) {
            return Optional.of("values of such a column are not recorded in _sluice.losses");
        }
        return table.columns().stream()
                .filter(input -> generation.inputs().contains(input.attnum()))
                .filter(input -> rule.exclude().contains(input.name())
                        || column(input, table.key(), rule.misfitOf(input.name(), table.key()))
                                .mapping()
                                .isRecorded())
                .findFirst()
                .map(input -> "the copy does not have all values of " + input.name() + ", which it is computed from");
    }

    private static TargetColumn column(SourceColumn column, List<String> key, Misfit misfit) {
        ColumnMapping mapping = TypeMapping.of(column.type(), misfit);
        return new TargetColumn(
                column.attnum(),
                column.name(),
                mapping,
                !column.notNull() || mapping.isRecorded(),
                key.contains(column.name()),
                column.type().formatted(),
                column.missing(),
                column.generation());
    }

    private List<TopicSpec> topics(List<TargetTable> tables) {
        List<TopicSpec> topics = new ArrayList<>();
        for (TargetTable table : tables) {
            topics.add(TopicSpec.ofChanges(table.topic()));
        }
        topics.add(TopicSpec.shortLived(names.heartbeatTopic()));
        topics.add(TopicSpec.shortLived(names.messageTopic()));
        return topics;
    }

    private Map<String, String> connector(Map<String, String> base, List<TargetTable> tables) {
        Map<String, String> connector = new HashMap<>(base);
        TableFilters filters = new TableFilters(config.tables());
        connector.put("table.include.list", filters.included());
        String excluded = filters.excluded(
                tables.stream().map(TargetTable::source).toList(),
                table -> rule(table).orElseThrow());
        if (tables.stream().anyMatch(TargetTable::isInsertsOnly)) {
            connector.put("publication.name", names.bothPublications());
        }
        if (!excluded.isEmpty()) {
            connector.put("column.exclude.list", excluded);
        }
        return connector;
    }

    private static String examples(SourceCatalog catalog) {
        List<String> some = catalog.tables().stream()
                .map(table -> table.id().toString())
                .sorted()
                .limit(5)
                .toList();
        return some.isEmpty() ? "no tables" : String.join(", ", some);
    }
}
