/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run that was killed has left behind. */
class LeftoversTest {
    /** Its ports and files are free only when it is gone, not when it has been told to go. */
    @Test
    void aProcessThatDoesNotListen() throws Exception {
        Process deaf =
                new ProcessBuilder("sh", "-c", "trap '' INT TERM; echo ready; while :; do sleep 1; done").start();
        try (BufferedReader output = deaf.inputReader()) {
            assertThat(output.readLine()).isEqualTo("ready");
            ProcessMark mark = ProcessMark.of(deaf.toHandle());
            Leftovers.end(new RunningStack(
                    new ProcessMark(0, 0), List.of(new RunningStack.Endpoint("deaf", "127.0.0.1", 1, List.of(mark)))));
            assertThat(mark.isAlive()).isFalse();
        } finally {
            deaf.destroyForcibly();
        }
    }
}
