/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.kafka;

import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.internals.FatalExitError;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka and Connect end the whole JVM when something can't be mended, for example when the disk is full. Here they are
 * one part of a JVM that owns child processes, so their calls of exit and halt end only the calling thread and are told
 * to the service concerned, which then counts as failed.
 */
public final class FatalExits {
    private static final Logger LOG = LoggerFactory.getLogger(FatalExits.class);
    private static final ConcurrentHashMap<String, Consumer<String>> SERVICES = new ConcurrentHashMap<>();

    private FatalExits() {}

    /** Tells {@code listener} about every such call of {@code service} ({@code kafka} or {@code connect}) from now on. */
    public static void divert(String service, Consumer<String> listener) {
        SERVICES.put(service, listener);
        Exit.setExitProcedure(FatalExits::end);
        Exit.setHaltProcedure(FatalExits::end);
        // The application has the only shutdown hook, which stops the services in order.
        Exit.setShutdownHookAdder((name, hook) -> {});
    }

    /** Ends {@link #divert} for this service. */
    public static void forget(String service) {
        SERVICES.remove(service);
    }

    private static void end(int status, @Nullable String message) {
        String service = callerIsConnect() ? "connect" : "kafka";
        String what = message == null || message.isBlank() ? "a fatal error, status " + status : message;
        LOG.error("{} wanted to end the process: {}", service, what);
        var listener = SERVICES.get(service);
        if (listener != null) {
            listener.accept(what);
        }
        throw new FatalExitError(status == 0 ? 1 : status);
    }

    private static boolean callerIsConnect() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith("org.apache.kafka.connect.")));
    }
}
