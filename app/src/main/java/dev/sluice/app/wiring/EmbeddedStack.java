/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.core.config.Endpoints;
import dev.sluice.stack.lifecycle.Announcer;
import dev.sluice.stack.lifecycle.ClaimedPorts;
import dev.sluice.stack.lifecycle.CpuUse;
import dev.sluice.stack.lifecycle.LogFolder;
import dev.sluice.stack.lifecycle.MemoryUse;
import dev.sluice.stack.lifecycle.Service;
import dev.sluice.stack.lifecycle.ServiceState;
import dev.sluice.stack.lifecycle.Stack;
import dev.sluice.stack.lifecycle.StackListener;
import dev.sluice.stack.lifecycle.Workspace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The embedded services of one pipeline, started by this process in its workspace. {@link #close} may be called from any
 * thread at any time.
 */
final class EmbeddedStack implements AutoCloseable {
    private final EmbeddedServices services;
    private final Workspace workspace;
    private final ClaimedPorts ports;
    private final Stack stack;

    private EmbeddedStack(EmbeddedServices services, Workspace workspace, ClaimedPorts ports, Stack stack) {
        this.services = services;
        this.workspace = workspace;
        this.ports = ports;
        this.stack = stack;
    }

    /** Takes the workspace and chooses ports; {@code notice} hears of ports that had to move. */
    static EmbeddedStack prepare(
            EmbeddedServices services,
            dev.sluice.stack.lifecycle.WorkspaceLayout layout,
            StackListener listener,
            Consumer<String> notice) {
        Workspace workspace = Workspace.open(layout);
        LogFolder.configure(layout.logs());
        ClaimedPorts ports = workspace.ports().claim(services.ports());
        ports.notices().forEach(notice);
        List<Service> made = services.services(ports::port);
        Announcer announcer = new Announcer(workspace, ports.byName());
        return new EmbeddedStack(services, workspace, ports, new Stack(made, announcer.andThen(listener)));
    }

    /** Returns when all services are healthy. */
    void start() {
        stack.start();
    }

    /** Makes a {@link #start} that goes on in another thread give up; the workspace stays taken until {@link #close}. */
    void cancel() {
        stack.stop();
    }

    /** Where everything is. */
    Endpoints endpoints() {
        return services.endpoints(ports.byName());
    }

    /** The port of each service. */
    Map<String, Integer> ports() {
        return ports.byName();
    }

    /** The state of each service. */
    Map<String, ServiceState> states() {
        return stack.states();
    }

    /** What this process and its children use now. */
    MemoryUse memory() {
        return MemoryUse.measure(ProcessHandle.current().pid(), new LinkedHashMap<>(stack.pids()));
    }

    /** The same without what they share, in less time. */
    MemoryUse ownMemory() {
        return MemoryUse.measureOwn(ProcessHandle.current().pid(), new LinkedHashMap<>(stack.pids()));
    }

    /** What this process and its children have used of the processors. */
    CpuUse cpu() {
        return CpuUse.measure(ProcessHandle.current().pid(), stack.pids());
    }

    @Override
    public void close() {
        @Nullable RuntimeException failure = null;
        try {
            stack.stop();
        } catch (RuntimeException e) {
            failure = e;
        }
        workspace.close();
        if (failure != null) {
            throw failure;
        }
    }
}
