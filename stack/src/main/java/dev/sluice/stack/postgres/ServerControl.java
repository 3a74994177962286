/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stops a server through {@code pg_ctl}, first in order, then at once. */
final class ServerControl {
    private static final Duration IMMEDIATE = Duration.ofSeconds(2);

    private ServerControl() {}

    /**
     * Asks the server of {@code data} to end its sessions and write a checkpoint (mode fast); after {@code patience} it
     * is told to end without (mode immediate), which costs a recovery at the next start.
     *
     * @return whether it ended
     */
    static boolean stop(Path data, PostgresBinaries binaries, Duration patience)
            throws IOException, InterruptedException {
        return pgCtl(data, binaries, "fast", patience) || pgCtl(data, binaries, "immediate", IMMEDIATE);
    }

    private static boolean pgCtl(Path data, PostgresBinaries binaries, String mode, Duration patience)
            throws IOException, InterruptedException {
        long seconds = Math.max(1, patience.toSeconds());
        List<String> arguments =
                List.of("stop", "--pgdata=" + data, "--mode=" + mode, "--wait", "--timeout=" + seconds, "--silent");
        Process control = new ProcessBuilder(PostgresCommand.of(binaries.program("pg_ctl"), arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!control.waitFor(seconds + 2, TimeUnit.SECONDS)) {
            control.destroyForcibly();
            return false;
        }
        return control.exitValue() == 0;
    }
}
