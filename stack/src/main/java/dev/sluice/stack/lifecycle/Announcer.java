/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.stack.lifecycle.RunningStack.Endpoint;
import dev.sluice.stack.lifecycle.ServiceState.Healthy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keeps {@code run/endpoints.json} true: a service is in it, with its present child processes, from the moment it is
 * healthy.
 */
public final class Announcer implements StackListener {
    private final Workspace workspace;
    private final Map<String, Integer> ports;
    private final Map<String, Endpoint> healthy = new TreeMap<>();

    /** @param ports where each service listens, by name */
    public Announcer(Workspace workspace, Map<String, Integer> ports) {
        this.workspace = workspace;
        this.ports = Map.copyOf(ports);
    }

    @Override
    public synchronized void changed(String service, ServiceState state) {
        if (state instanceof Healthy(List<Long> pids)) {
            healthy.put(service, new Endpoint(service, "127.0.0.1", ports.getOrDefault(service, 0), marks(pids)));
            workspace.announce(
                    new RunningStack(ProcessMark.of(ProcessHandle.current()), List.copyOf(healthy.values())));
        }
    }

    private static List<ProcessMark> marks(List<Long> pids) {
        var marks = new ArrayList<ProcessMark>();
        for (long pid : pids) {
            ProcessHandle.of(pid).map(ProcessMark::of).ifPresent(marks::add);
        }
        return marks;
    }
}
