/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.internals.FatalExitError;
import org.apache.kafka.common.utils.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaServiceTest {
    @TempDir
    Path folder;

    @Test
    void aBrokerThatGaveUpIsAFailedServiceAndNotTheEndOfTheProcess() throws Exception {
        var settings = new KafkaSettings(folder.resolve("kafka"), freePort(), freePort());
        var service = new KafkaService(settings);
        service.start(StartProgress.silent());
        try (var admin = Admin.create(Map.of("bootstrap.servers", settings.bootstrap()))) {
            admin.createTopics(List.of(new NewTopic("kept", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            String cluster = admin.describeCluster().clusterId().get();
            assertThat(service.healthy()).isTrue();
            assertThat(service.fatal()).isEmpty();

            assertThatThrownBy(() -> Exit.halt(1, "all log folders have failed"))
                    .isInstanceOf(FatalExitError.class);
            assertThat(service.healthy()).isFalse();
            assertThat(service.fatal().orElseThrow().what()).contains("all log folders have failed");

            service.stop();
            service.start(StartProgress.silent());
            assertThat(service.fatal()).isEmpty();
            assertThat(admin.describeCluster().clusterId().get()).isEqualTo(cluster);
            assertThat(admin.listTopics().names().get()).containsExactly("kept");
        } finally {
            service.stop();
        }
        assertThat(service.healthy()).isFalse();
    }

    @Test
    void aTakenPortIsNamedAndNothingIsLeftRunning() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int controller = freePort();
            var service =
                    new KafkaService(new KafkaSettings(folder.resolve("kafka"), other.getLocalPort(), controller));
            assertThatThrownBy(() -> service.start(StartProgress.silent()))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.problem().code()).isEqualTo("port-taken");
                        assertThat(e.problem().what()).contains("127.0.0.1:" + other.getLocalPort());
                    });
            await().until(() -> isFree(controller));
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
