/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

/** Hears what the services of a {@link Stack} do. */
@FunctionalInterface
public interface StackListener {
    /** Called in order for each service, and for different services from different threads at once. */
    void changed(String service, ServiceState state);

    /** For callers who don't want to know. */
    static StackListener silent() {
        return (service, state) -> {};
    }

    /** Tells this listener first, then {@code next}. */
    default StackListener andThen(StackListener next) {
        return (service, state) -> {
            changed(service, state);
            next.changed(service, state);
        };
    }
}
