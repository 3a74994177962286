/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.problem.ProblemException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {
    private static final List<PortRequest> BOTH = List.of(PortRequest.POSTGRES, PortRequest.KAFKA);

    @TempDir
    Path folder;

    @Test
    void everyServiceGetsTheWellKnownPortIfItIsFree() {
        assertThat(choose(Map.of(), Set.of()).byName()).isEqualTo(Map.of("postgres", 5432, "kafka", 9092));
        assertThat(choose(Map.of(), Set.of()).notices()).isEmpty();
    }

    @Test
    void aTakenPortMovesAndSaysSo() {
        ClaimedPorts claimed = choose(Map.of(), Set.of(9092));
        assertThat(claimed.byName()).isEqualTo(Map.of("postgres", 5432, "kafka", 50001));
        assertThat(claimed.notices()).containsExactly("port 9092 is taken; Kafka uses 50001");
    }

    @Test
    void theRememberedPortComesBeforeTheWellKnownOne() {
        assertThat(choose(Map.of("kafka", 49153), Set.of()).port(PortRequest.KAFKA))
                .isEqualTo(49153);
        assertThat(choose(Map.of("kafka", 49153), Set.of(49153)).port(PortRequest.KAFKA))
                .isEqualTo(50001);
    }

    @Test
    void noTwoServicesGetTheSamePort() {
        assertThat(choose(Map.of("kafka", 5432), Set.of()).byName())
                .isEqualTo(Map.of("postgres", 5432, "kafka", 50001));
    }

    @Test
    void aListeningProgramCountsAndTheChoiceIsRemembered() throws Exception {
        var ports = new Ports(folder.resolve("ports.json"), locks());
        int moved;
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            PortRequest request = PortRequest.KAFKA.preferring(other.getLocalPort());
            ClaimedPorts claimed = ports.claim(List.of(request));
            moved = claimed.port(request);
            assertThat(moved)
                    .isNotEqualTo(other.getLocalPort())
                    .as("no port that an outgoing connection may get")
                    .isBetween(20_000, 32_767);
            assertThat(claimed.notices()).hasSize(1);
        }
        assertThat(ports.claim(List.of(PortRequest.KAFKA)).port(PortRequest.KAFKA))
                .isEqualTo(moved);
    }

    @Test
    void aDamagedFileIsNamedWithTheWayOut() throws Exception {
        Path file = Files.writeString(folder.resolve("ports.json"), "{\"kafka\": ");
        assertThatThrownBy(() -> new Ports(file, locks()).claim(BOTH))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().code()).isEqualTo("ports-file-damaged");
                    assertThat(e.problem().what()).contains(file.toString());
                    assertThat(e.problem().next()).startsWith("Delete it");
                });
    }

    /** Both look free: no server listens yet. */
    @Test
    void aPortThatAnotherProcessHasChosenIsTaken() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        PortRequest request = PortRequest.KAFKA.preferring(port);
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Chooser.class.getName(),
                        folder.resolve("locks").toString(),
                        Integer.toString(port))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("true");
            assertThat(new Ports(folder.resolve("a.json"), locks())
                            .claim(List.of(request))
                            .port(request))
                    .isNotEqualTo(port);
        } finally {
            // As hard as a process can end.
            other.destroyForcibly().waitFor();
        }
        assertThat(new Ports(folder.resolve("b.json"), locks())
                        .claim(List.of(request))
                        .port(request))
                .isEqualTo(port);
    }

    /** Another process that has chosen a port, until it is ended. */
    static final class Chooser {
        private Chooser() {}

        public static void main(String[] args) throws Exception {
            System.out.println(new PortLocks(Path.of(args[0])).take(Integer.parseInt(args[1])));
            Thread.sleep(Duration.ofMinutes(5));
        }
    }

    private PortLocks locks() {
        return new PortLocks(folder.resolve("locks"));
    }

    private static ClaimedPorts choose(Map<String, Integer> remembered, Set<Integer> taken) {
        var next = new AtomicInteger(50000);
        return Ports.choose(BOTH, remembered, port -> !taken.contains(port), next::incrementAndGet);
    }
}
