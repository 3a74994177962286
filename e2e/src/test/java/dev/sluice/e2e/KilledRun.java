/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.stack.lifecycle.Passwords;
import dev.sluice.stack.lifecycle.RunningStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code sluice run} with engines of its own, over a schema of the shared Postgres; pipeline, schema and ClickHouse database
 * have the same name. Its processes get killed, and the shared Postgres does, so a test that uses it is alone.
 */
final class KilledRun implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(120);

    private final Engines engines;
    private final String name;
    private final Sluice sluice;
    private Process run;

    private KilledRun(Engines engines, String name, Sluice sluice) throws IOException {
        this.engines = engines;
        this.name = name;
        this.sluice = sluice;
        this.run = sluice.start("run");
    }

    enum Victim {
        SLUICE,
        CLICKHOUSE,
        POSTGRES
    }

    /** Starts it in a new folder, with these lines added to its configuration. */
    static KilledRun start(Engines engines, String name, String... settings) throws IOException {
        Sluice sluice = Sluice.in(name);
        sluice.configure("""
                pipeline: %s
                source:
                  url: postgresql://127.0.0.1:%d/%s
                  user: %s
                  password: "%s"
                tables: ["%s.*"]
                %s
                """.formatted(
                        name,
                        engines.postgres().port(),
                        engines.postgres().database(),
                        engines.postgres().user(),
                        Objects.requireNonNull(engines.postgres().password()).reveal(),
                        name,
                        String.join("\n", settings)));
        return new KilledRun(engines, name, sluice);
    }

    Sluice sluice() {
        return sluice;
    }

    /** Returns when its engines answer and it applies: a system that is away when it begins is one with a wrong address. */
    void started() {
        sluice.started(run, name, "clickhouse", "connect");
        await().atMost(LONG).until(() -> !lastLine().endsWith("(starting)"));
    }

    /** Starts it again, and returns at once. */
    void again() throws IOException {
        run = sluice.start("run");
    }

    /** The last line that it has printed. */
    String lastLine() throws IOException {
        try (Stream<String> lines = Files.lines(sluice.folder().resolve("run.out"))) {
            return lines.reduce("", (before, line) -> line);
        }
    }

    /** SIGKILL; returns when what was killed is there again. */
    void kill(Victim victim) throws Exception {
        switch (victim) {
            case SLUICE -> {
                run.destroyForcibly().waitFor();
                again();
                started();
            }
            case CLICKHOUSE -> {
                long pid = clickhousePid(stack().orElseThrow());
                kill(pid);
                await().atMost(LONG)
                        .until(() ->
                                stack().filter(now -> clickhousePid(now) != pid).isPresent());
            }
            case POSTGRES -> {
                List<Long> pids = engines.pids("postgres");
                pids.forEach(KilledRun::kill);
                await().atMost(LONG)
                        .until(() -> engines.pids("postgres"), now -> !now.isEmpty() && !now.contains(pids.getFirst()));
            }
        }
    }

    private static long clickhousePid(RunningStack stack) {
        return stack.service("clickhouse")
                .map(service -> service.processes().getFirst().pid())
                .orElseThrow();
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private Optional<RunningStack> stack() {
        return RunningStack.find(sluice.layout(name))
                .filter(stack -> stack.service("clickhouse").isPresent());
    }

    /** A connection to its ClickHouse. */
    ClickHouse clickhouse() {
        RunningStack.Endpoint endpoint =
                stack().flatMap(stack -> stack.service("clickhouse")).orElseThrow();
        return ClickHouse.open(new ClickHouseAddress(
                URI.create("http://127.0.0.1:" + endpoint.port()),
                "default",
                Passwords.of(sluice.layout(name)).find("clickhouse").orElseThrow()));
    }

    /** Ends it as Ctrl-C does; nothing if it has ended. */
    @Override
    public void close() throws InterruptedException {
        Sluice.end(run);
    }
}
