/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.app.command.Cli;
import dev.sluice.app.command.CommandTree;
import dev.sluice.app.process.Closers;
import dev.sluice.app.screen.Terminal;
import dev.sluice.app.wiring.LiveWiring;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The command line in this process, over the shared engines as external ones; {@link Sluice} is the same with its launcher. */
record CommandsInProcess(Path folder) {

    /** With a configuration for all tables of the schema of this name; {@code rules} is added to their rule. */
    static CommandsInProcess over(Engines engines, String name, String rules) throws IOException {
        Path folder = Files.createDirectories(Folders.fresh("commands-" + name));
        Files.writeString(folder.resolve("sluice.yaml"), """
                pipeline: %s
                source:
                  url: postgresql://127.0.0.1:%d/%s
                  user: %s
                  password: '%s'
                tables:
                  - match: "%s.*"
                %s
                kafka: { bootstrap: "%s" }
                connect: { url: "%s", password_reference: "$%s" }
                clickhouse: { url: "%s", user: default, password: "%s" }
                """.formatted(
                        name,
                        engines.postgres().port(),
                        Engines.DATABASE,
                        engines.postgres().user(),
                        Objects.requireNonNull(engines.postgres().password()).reveal(),
                        name,
                        rules.indent(4).stripTrailing(),
                        engines.endpoints().kafka().bootstrap(),
                        engines.endpoints().connect().url(),
                        engines.passwordReference(),
                        engines.endpoints().clickhouse().url(),
                        Objects.requireNonNull(engines.endpoints().clickhouse().password())
                                .reveal()));
        return new CommandsInProcess(folder);
    }

    /** Changes the configuration. */
    void configure(UnaryOperator<String> change) throws IOException {
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, change.apply(Files.readString(file)));
    }

    /** Runs a command to its end. */
    Program.Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Cli cli = new Cli(
                new LiveWiring(),
                Map.of(),
                folder,
                InputStream.nullInputStream(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                new Closers());
        int exit = CommandTree.run(cli, List.of(arguments));
        return new Program.Result(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs a command that has to end with this code, with {@code --json}; returns its answer. */
    JsonNode json(int exitCode, String... arguments) throws IOException {
        String[] all = new String[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = "--json";
        Program.Result result = run(all);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
        return JsonMapper.builder().build().readTree(result.out());
    }
}
