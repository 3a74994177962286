/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.stack.lifecycle.Passwords;
import dev.sluice.stack.lifecycle.RunningStack;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * SIGKILL of every process, one after the other, under a workload: {@code sluice run} with an embedded ClickHouse, against
 * the shared Postgres. It comes last, since it takes the others' Postgres away for a moment.
 */
@Isolated
@Order(Integer.MAX_VALUE)
@ExtendWith(Engines.Shared.class)
class KillTest {
    private static final String NAME = "killed";
    private static final Duration LONG = Duration.ofSeconds(60);

    private final Engines engines;

    KillTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void everyProcessIsKilledAndNothingIsLost() throws Exception {
        Source source = Scenario.schema(engines, NAME, Changes.TABLE);
        Sluice sluice = Sluice.in(NAME);
        sluice.configure(yaml());
        Process run = sluice.start("run");
        try (Changes changes = Changes.start(source)) {
            RunningStack stack = sluice.started(run, NAME, "clickhouse", "connect");
            sluice.ok("wait", "--timeout", "60s");
            changes.more(200);

            long clickhouse = pid(stack);
            kill(clickhouse);
            await().atMost(LONG)
                    .until(() -> RunningStack.find(sluice.layout(NAME))
                            .filter(now -> pid(now) != clickhouse)
                            .isPresent());
            changes.more(200);
            sluice.ok("wait", "--timeout", "60s");

            List<Long> postgres = engines.pids("postgres");
            postgres.forEach(KillTest::kill);
            changes.more(200);
            assertThat(engines.pids("postgres")).doesNotContainAnyElementsOf(postgres);
            sluice.ok("wait", "--timeout", "60s");

            run.destroyForcibly().waitFor();
            changes.more(200);
            run = sluice.start("run");
            sluice.started(run, NAME, "clickhouse", "connect");
            changes.more(200);
            sluice.ok("wait", "--timeout", "60s");

            changes.stop();
            sluice.ok("wait", "--timeout", "60s");
            assertEqual(sluice, source);
            source.run("INSERT INTO things VALUES (-1, 'after all')");
            sluice.ok("wait", "--timeout", "60s");
            assertEqual(sluice, source);
            assertThat(sluice.ok("verify", "--json")).contains("\"ok\":true");
            sluice.ok("destroy", "--yes");
        } finally {
            Sluice.end(run);
        }
        source.run("DROP SCHEMA " + NAME + " CASCADE");
        Folders.delete(sluice.folder());
    }

    private static void assertEqual(Sluice sluice, Source source) throws Exception {
        RunningStack.Endpoint endpoint = RunningStack.find(sluice.layout(NAME))
                .flatMap(stack -> stack.service("clickhouse"))
                .orElseThrow();
        try (ClickHouse clickhouse = ClickHouse.open(new ClickHouseAddress(
                URI.create("http://127.0.0.1:" + endpoint.port()),
                "default",
                Passwords.of(sluice.layout(NAME)).find("clickhouse").orElseThrow()))) {
            assertThat(WholeTable.in(clickhouse, NAME, "things")).isEqualTo(WholeTable.in(source, "things"));
        }
    }

    private static long pid(RunningStack stack) {
        return stack.service("clickhouse").orElseThrow().processes().getFirst().pid();
    }

    private static void kill(long pid) {
        assertThat(ProcessHandle.of(pid).orElseThrow().destroyForcibly()).isTrue();
    }

    private String yaml() {
        return """
                pipeline: %s
                source:
                  url: postgresql://127.0.0.1:%d/%s
                  user: %s
                  password: "%s"
                tables: ["%s.*"]
                """.formatted(
                        NAME,
                        engines.postgres().port(),
                        engines.postgres().database(),
                        engines.postgres().user(),
                        Objects.requireNonNull(engines.postgres().password()).reveal(),
                        NAME);
    }
}
