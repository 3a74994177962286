/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.awaitility.Awaitility.await;

import dev.sluice.stack.lifecycle.RunningStack;
import dev.sluice.stack.lifecycle.WorkspaceLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;

/**
 * The command line of this build, started through the launcher in a folder of its own: {@code sluice.yaml} and the
 * workspace {@code .sluice} lie there.
 */
record Sluice(Path folder) {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Map<String, String> ENVIRONMENT = Map.of("SLUICE_NO_BUILD", "1");
    private static final String LAUNCHER =
            Folders.repository().resolve("sluice").toString();

    /** In a new folder. */
    static Sluice in(String name) throws IOException {
        return new Sluice(Files.createDirectories(Folders.fresh(name)));
    }

    void configure(String yaml) throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), yaml);
    }

    /** Runs a command to its end. */
    Program.Result run(String... arguments) throws IOException, InterruptedException {
        return Program.run(folder, ENVIRONMENT, command(arguments));
    }

    /** Runs a command that has to succeed; returns what it printed. */
    String ok(String... arguments) throws IOException, InterruptedException {
        Program.Result result = run(arguments);
        Assertions.assertThat(result.exitCode())
                .as("sluice %s: %s%s", String.join(" ", arguments), result.out(), result.err())
                .isZero();
        return result.out();
    }

    /** Starts a command that stays; its output goes to a file beside the configuration. */
    Process start(String... arguments) throws IOException {
        Path output = folder.resolve(String.join("-", arguments).replace('/', '_') + ".out");
        ProcessBuilder builder = new ProcessBuilder(command(arguments))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(ENVIRONMENT);
        return builder.start();
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of(LAUNCHER));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The layout of a pipeline, or of {@code service-NAME}, in the workspace. */
    WorkspaceLayout layout(String pipeline) {
        return WorkspaceLayout.of(folder.resolve(".sluice"), pipeline);
    }

    /** Waits until a process has started these services, and returns where they are. */
    RunningStack started(Process process, String pipeline, String... services) {
        return await().atMost(START)
                .pollInterval(Duration.ofMillis(200))
                .until(
                        () -> {
                            Assertions.assertThat(process.isAlive())
                                    .as("%s has not ended; see %s", pipeline, folder)
                                    .isTrue();
                            return RunningStack.find(layout(pipeline));
                        },
                        stack -> stack.isPresent()
                                && stack.get().process().pid() == process.pid()
                                && List.of(services).stream()
                                        .allMatch(name ->
                                                stack.get().service(name).isPresent()))
                .orElseThrow();
    }

    /** Ends a process that stays, as Ctrl-C does. */
    static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("process " + process.pid() + " did not stop in 30 s and was killed");
        }
    }
}
