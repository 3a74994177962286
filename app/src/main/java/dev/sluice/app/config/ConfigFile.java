/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.config;

import dev.sluice.app.config.Document.Value;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.References;
import dev.sluice.core.problem.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** The configuration file of a pipeline. */
public final class ConfigFile {
    private ConfigFile() {}

    /**
     * Reads and checks the whole file.
     *
     * @param name what to call the file in messages: as the user named it
     * @param env where <code>${env:…}</code> looks
     * @throws dev.sluice.core.problem.ProblemException {@code invalid-configuration} with all faults at once, or
     *     {@code configuration-unreadable}
     */
    public static PipelineConfig read(Path file, String name, Map<String, String> env) {
        return parse(content(file, name), name, references(env));
    }

    /** The same for a text that is there already. */
    static PipelineConfig parse(String text, String name, References references) {
        Document document = new Document(name, references);
        Optional<Node> root = compose(text, name);
        Optional<PipelineConfig> config =
                root.flatMap(node -> new PipelineReader(document).read(new Value(node, "", false)));
        List<Fault> faults =
                root.isEmpty() ? List.of(new Fault(name, 1, 1, "", "the file is empty")) : document.faults();
        return config.filter(ignored -> faults.isEmpty())
                .orElseThrow(() -> invalid(name, faults).asException());
    }

    private static Optional<Node> compose(String text, String name) {
        try {
            return new Compose(LoadSettings.builder().setLabel(name).build()).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            Fault fault = new Fault(
                    name,
                    mark.map(m -> m.getLine() + 1).orElse(1),
                    mark.map(m -> m.getColumn() + 1).orElse(1),
                    "",
                    "this is not YAML: " + e.getProblem());
            throw invalid(name, List.of(fault)).asException();
        } catch (YamlEngineException e) {
            Fault fault = new Fault(name, 1, 1, "", "this is not YAML: " + e.getMessage());
            throw invalid(name, List.of(fault)).asException();
        }
    }

    private static Problem invalid(String name, List<Fault> faults) {
        String count = faults.size() == 1 ? "a fault" : faults.size() + " faults";
        String list = faults.stream().map(fault -> "\n  " + fault).collect(Collectors.joining());
        return Problem.user(
                "invalid-configuration",
                name + " has " + count + ":" + list,
                faults.size() == 1 ? "Mend it and try again." : "Mend them and try again.");
    }

    private static String content(Path file, String name) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unreadable("There is no configuration file " + name + ".", "Check the path after -c.", e);
        } catch (CharacterCodingException e) {
            throw unreadable(name + " is not UTF-8 text.", "Save it as UTF-8, or check the path after -c.", e);
        } catch (IOException e) {
            throw unreadable(name + " can't be read.", "Check that it is a file and that you may read it.", e);
        }
    }

    private static RuntimeException unreadable(String what, String next, IOException cause) {
        return Problem.user("configuration-unreadable", what, next).causedBy(cause);
    }

    private static References references(Map<String, String> env) {
        return new References(variable -> Optional.ofNullable(env.get(variable)), ConfigFile::secretFile);
    }

    private static Optional<String> secretFile(String path) {
        try {
            return Optional.of(Files.readString(Path.of(path)));
        } catch (IOException | java.nio.file.InvalidPathException e) {
            return Optional.empty();
        }
    }
}
