/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sluice.core.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/**
 * Which ports the services of a workspace use: those of the last run, else the ones that people know, else any free one.
 * They are remembered, since other systems (a connector, a Kafka table) keep addresses between runs.
 */
public final class Ports {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int FIRST = 20_000;
    private static final int END = 32_768;
    private static final int TRIES = 1_000;

    private final Path file;
    private final PortLocks locks;

    Ports(Path file, PortLocks locks) {
        this.file = file;
        this.locks = locks;
    }

    /**
     * Chooses and remembers.
     *
     * @throws dev.sluice.core.problem.ProblemException if the file of remembered ports can't be read or written
     */
    public ClaimedPorts claim(List<PortRequest> requests) {
        Map<String, Integer> remembered = load();
        ClaimedPorts claimed = choose(requests, remembered, port -> isFree(port) && locks.take(port), this::anyFree);
        var updated = new TreeMap<>(remembered);
        updated.putAll(claimed.byName());
        if (!updated.equals(remembered)) {
            save(updated);
        }
        return claimed;
    }

    /** The decision alone. */
    static ClaimedPorts choose(
            List<PortRequest> requests, Map<String, Integer> remembered, IntPredicate free, IntSupplier anyFree) {
        var choices = new ArrayList<ClaimedPorts.Choice>();
        var given = new HashSet<Integer>();
        for (PortRequest request : requests) {
            int wanted = remembered.getOrDefault(request.name(), request.preferred());
            int port = wanted;
            while (given.contains(port) || (port == wanted && !free.test(port))) {
                port = anyFree.getAsInt();
            }
            given.add(port);
            OptionalInt taken = port == wanted ? OptionalInt.empty() : OptionalInt.of(wanted);
            choices.add(new ClaimedPorts.Choice(request, port, taken));
        }
        return new ClaimedPorts(choices);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * One that the system gives to nobody by itself: outgoing connections, of which there are many, get ports from 32768 (Linux)
     * or 49152 on, and one could have it before the service does.
     */
    private int anyFree() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port) && locks.take(port)) {
                return port;
            }
        }
        throw Problem.system("no-free-port", "This machine has no free port left.", "Close some programs.")
                .asException();
    }

    private Map<String, Integer> load() {
        if (!Files.exists(file)) {
            return Map.of();
        }
        try {
            return new TreeMap<>(
                    JSON.readValue(Files.readAllBytes(file), new TypeReference<Map<String, Integer>>() {}));
        } catch (JacksonException e) {
            throw Problem.user(
                            "ports-file-damaged",
                            "The file " + file + " is damaged.",
                            "Delete it; the ports are then chosen anew.")
                    .causedBy(e);
        } catch (IOException e) {
            throw WorkspaceFile.problem(file, e);
        }
    }

    private void save(Map<String, Integer> ports) {
        try {
            WorkspaceFile.replace(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(ports));
        } catch (IOException e) {
            throw WorkspaceFile.problem(file, e);
        }
    }
}
