/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.config.ChangeKind;
import dev.sluice.core.config.ChangePolicies;
import dev.sluice.core.config.ChangePolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user sees of a change that waits while the pipeline runs in another process, and how it is let in. */
@ExtendWith(Engines.Shared.class)
class WaitingChangesTest {
    private static final String SENTENCE =
            "Column w of told.t was added, and that waits for `sluice apply` (changes.added_column: ask).";

    private final Engines engines;

    WaitingChangesTest(Engines engines) {
        this.engines = engines;
    }

    @Test
    void statusAndPlanNameThemAndApplyLetsThemIn() throws Exception {
        CommandsInProcess sluice = CommandsInProcess.over(engines, "told", "");
        sluice.configure(yaml -> yaml + "changes:\n  added_column: ask\n");
        Source source = Scenario.schema(
                engines, "told", "CREATE TABLE t (id int PRIMARY KEY, v text)", "CREATE TABLE u (id int PRIMARY KEY)");
        ChangePolicies policies = new ChangePolicies(Map.of(ChangeKind.ADDED_COLUMN, ChangePolicy.ASK));
        try (Scenario running = Scenario.live(engines, source, policies)) {
            source.run("INSERT INTO t VALUES (1, 'a')");
            running.assertEqual();
            source.run(
                    "ALTER TABLE t ADD COLUMN w int", "INSERT INTO t VALUES (2, 'b', 2)", "INSERT INTO u VALUES (1)");
            await().untilAsserted(() -> assertThat(
                            sluice.json(0, "status").get("warnings").toString())
                    .contains(SENTENCE));
            assertThat(sluice.json(0, "plan").get("waiting").toString()).contains(SENTENCE);
            assertThat(sluice.run("plan").out())
                    .contains("waits: " + SENTENCE, "change table _sluice.rows.told.t: add column `w` Nullable(Int32)");
            assertThat(sluice.run("plan", "--check").exitCode()).isEqualTo(1);

            assertThat(sluice.run("apply").exitCode()).isZero();
            running.assertEqual();
            assertThat(sluice.json(0, "status").get("warnings").toString()).doesNotContain("waits");
            await().untilAsserted(() ->
                    assertThat(sluice.run("plan", "--check").exitCode()).isZero());
            source.run("UPDATE t SET w = w + 1");
            running.assertEqual();
        }
    }
}
