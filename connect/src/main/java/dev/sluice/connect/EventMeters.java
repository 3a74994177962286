/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.EventDispatcher;
import io.debezium.pipeline.source.spi.DataChangeEventListener;
import java.lang.reflect.Field;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Debezium's meters of single events (its MBeans' {@code TotalNumberOfEventsSeen}, {@code MilliSecondsBehindSource} and so on). They cost a
 * third of what an event costs the JVM on its way into Kafka, as each wakes a thread up, and no setting turns them off.
 */
final class EventMeters {
    private static final Logger LOG = LoggerFactory.getLogger(EventMeters.class);
    /** Of Debezium's streaming source, private. */
    private static final String DISPATCHER = "dispatcher";

    private EventMeters() {}

    /** Takes them off a coordinator that streams; without this field, as of another version, they stay. */
    static void takeOff(ChangeEventSourceCoordinator<?, ?> coordinator) {
        coordinator.getStreamingSource().ifPresent(source -> {
            try {
                Field field = source.getClass().getDeclaredField(DISPATCHER);
                field.setAccessible(true);
                if (field.get(source) instanceof EventDispatcher<?, ?> dispatcher) {
                    dispatcher.setEventListener(DataChangeEventListener.NO_OP());
                }
            } catch (ReflectiveOperationException e) {
                LOG.info("Debezium's meters of events stay: {}", e.toString());
            }
        });
    }
}
