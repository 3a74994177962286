/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.StartProgress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectServiceTest {
    @TempDir
    Path secrets;

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();
            var service = new ConnectService(ConnectSettings.external("127.0.0.1:1", port, secrets));
            assertProblem(() -> service.start(StartProgress.silent()), "port-taken", "127.0.0.1:" + port);
            assertThat(service.healthy()).isFalse();
        }
    }

    @Test
    void aKafkaThatDoesNotAnswerIsNamed() {
        assertProblem(
                () -> KafkaReachable.await("127.0.0.1:1,nonsense", Duration.ofMillis(200)),
                "kafka-unreachable",
                "127.0.0.1:1,nonsense");
    }

    private static void assertProblem(ThrowingCallable call, String code, String what) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().what()).contains(what);
        });
    }
}
