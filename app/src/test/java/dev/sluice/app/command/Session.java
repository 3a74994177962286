/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.process.Closers;
import dev.sluice.app.screen.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs command lines in one folder and keeps what they print; the calls of all of them add up. */
final class Session {
    private final Path folder;
    private final FixedWiring wiring = new FixedWiring();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String answer = "";

    Session(Path folder) {
        this.folder = folder;
    }

    Session answering(String text) {
        answer = text;
        return this;
    }

    Session failing(@Nullable RuntimeException failure) {
        wiring.failure = failure;
        return this;
    }

    int run(String... arguments) {
        out.reset();
        err.reset();
        return CommandTree.run(cli(), List.of(arguments));
    }

    Cli cli() {
        return new Cli(
                wiring,
                Map.of(),
                folder.toAbsolutePath(),
                new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Terminal.NONE,
                new Closers());
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    List<String> calls() {
        return wiring.calls;
    }

    int open() {
        return wiring.open;
    }
}
