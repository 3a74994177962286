/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.runtime.target.ClickHouse;
import java.time.Duration;

/** Waits until ClickHouse merges nothing: what one path has left to do must not slow the next one down. */
final class Quiet {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int LOOKS = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Quiet() {}

    /** Returns when several looks in a row have found no merge, or after some minutes. */
    static void await(ClickHouse clickhouse) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        int quiet = 0;
        while (quiet < LOOKS && System.nanoTime() < deadline) {
            quiet = clickhouse.value("SELECT count() FROM system.merges").equals("0") ? quiet + 1 : 0;
            Looks.pause(PAUSE);
        }
    }
}
