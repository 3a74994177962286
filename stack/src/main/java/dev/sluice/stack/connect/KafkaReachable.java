/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.connect;

import dev.sluice.core.problem.Problem;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Waits for a Kafka that is about to start; a worker that is there too early gives up for good. */
final class KafkaReachable {
    private KafkaReachable() {}

    /**
     * Returns once one of the bootstrap servers accepts connections.
     *
     * @throws dev.sluice.core.problem.ProblemException if none did within {@code limit}
     */
    static void await(String bootstrap, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!anyAccepts(bootstrap)) {
            if (System.nanoTime() > deadline) {
                throw Problem.system(
                                "kafka-unreachable",
                                "No Kafka server answers at " + bootstrap + ".",
                                "Start that Kafka, or correct its address.")
                        .asException();
            }
            Thread.sleep(50);
        }
    }

    private static boolean anyAccepts(String bootstrap) {
        for (String server : bootstrap.split(",", -1)) {
            int colon = server.lastIndexOf(':');
            try (var socket = new Socket()) {
                String host = server.substring(0, Math.max(0, colon)).strip();
                int port = Integer.parseInt(server.substring(colon + 1).strip());
                socket.connect(new InetSocketAddress(host, port), 500);
                return true;
            } catch (IOException | NumberFormatException e) {
                // this one does not answer; the next may
            }
        }
        return false;
    }
}
