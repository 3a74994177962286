/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port for a server that is about to start. */
public final class FreePort {
    private FreePort() {}

    /** One below those that the system gives to connections, of which tests beside this one make many. */
    public static int find() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_768);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it; there are others.
            }
        }
    }
}
