/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.ServiceName;
import dev.sluice.app.port.ServiceStatus;
import dev.sluice.core.config.Endpoints;
import dev.sluice.stack.lifecycle.ServiceState;
import dev.sluice.stack.lifecycle.StackListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What is known of the services' states, in the form that the commands show. For any thread. */
final class ServiceStates implements StackListener {
    private final Set<String> embedded;
    private final Map<String, ServiceState> states = new ConcurrentHashMap<>();

    ServiceStates(List<String> embedded) {
        this.embedded = Set.copyOf(embedded);
    }

    @Override
    public void changed(String service, ServiceState state) {
        states.put(service, state);
    }

    /** What the slowest service does at the moment, if any is starting. */
    Optional<String> phase() {
        return states.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof ServiceState.Starting)
                .map(entry -> entry.getKey() + ": " + ((ServiceState.Starting) entry.getValue()).phase())
                .findFirst();
    }

    /** The four services; {@code endpoints} is null before addresses are known. */
    List<ServiceStatus> shown(@Nullable Endpoints endpoints) {
        List<ServiceStatus> shown = new ArrayList<>();
        for (ServiceName name : ServiceName.values()) {
            boolean ours = embedded.contains(name.toString());
            ServiceState state = states.getOrDefault(name.toString(), new ServiceState.Stopped());
            shown.add(ours ? embedded(name, state, address(name, endpoints)) : external(name, endpoints));
        }
        return shown;
    }

    /** The four services, given that another process runs the embedded ones and has announced them as healthy. */
    List<ServiceStatus> announced(Endpoints endpoints) {
        List<ServiceStatus> shown = new ArrayList<>();
        for (ServiceName name : ServiceName.values()) {
            boolean ours = embedded.contains(name.toString());
            shown.add(new ServiceStatus(name.toString(), "running", "", null, address(name, endpoints), ours));
        }
        return shown;
    }

    private static ServiceStatus external(ServiceName name, @Nullable Endpoints endpoints) {
        return new ServiceStatus(name.toString(), "running", "", null, address(name, endpoints), false);
    }

    private static ServiceStatus embedded(ServiceName name, ServiceState state, @Nullable String address) {
        return switch (state) {
            case ServiceState.Stopped() -> new ServiceStatus(name.toString(), "stopped", "", null, null, true);
            case ServiceState.Starting(String phase, double fraction) ->
                new ServiceStatus(
                        name.toString(), "starting", phase, Double.isNaN(fraction) ? null : fraction, null, true);
            case ServiceState.Healthy(List<Long> pids) ->
                new ServiceStatus(name.toString(), "running", "", null, address, true);
            case ServiceState.Restarting restarting ->
                new ServiceStatus(
                        name.toString(),
                        "starting",
                        "restarting: " + restarting.cause().what(),
                        null,
                        address,
                        true);
            case ServiceState.Failed(var problem) ->
                new ServiceStatus(name.toString(), "failed", problem.what(), null, null, true);
            case ServiceState.Stopping() -> new ServiceStatus(name.toString(), "stopping", "", null, address, true);
        };
    }

    private static @Nullable String address(ServiceName name, @Nullable Endpoints endpoints) {
        if (endpoints == null) {
            return null;
        }
        return switch (name) {
            case POSTGRES ->
                endpoints.postgres().host() + ":" + endpoints.postgres().port();
            case KAFKA -> endpoints.kafka().bootstrap();
            case CONNECT -> endpoints.connect().url().getAuthority();
            case CLICKHOUSE -> endpoints.clickhouse().url().getAuthority();
        };
    }
}
