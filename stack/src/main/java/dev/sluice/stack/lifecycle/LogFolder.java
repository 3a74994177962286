/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.jul.LevelChangePropagator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Where log lines go: one file a service under the log folder, chosen by the name of the logger, and nothing to the
 * terminal. Child processes write their own files beside them.
 */
public final class LogFolder {
    private static final Map<String, List<String>> LOGGERS = Map.of(
            "kafka",
            List.of("kafka", "org.apache.kafka", "state.change.logger"),
            "connect",
            List.of(
                    "org.apache.kafka.connect",
                    "org.apache.kafka.clients",
                    "io.debezium",
                    "org.eclipse.jetty",
                    "org.glassfish",
                    "dev.sluice.connect",
                    "org.reflections"));

    /** Each prints a page of settings whenever a client, a connector or a task is made, or a line for every request. */
    private static final List<String> VERBOSE = List.of(
            "org.apache.kafka.clients.admin.AdminClientConfig",
            "org.apache.kafka.clients.producer.ProducerConfig",
            "org.apache.kafka.clients.consumer.ConsumerConfig",
            "org.apache.kafka.common.config.AbstractConfig",
            "org.apache.kafka.common.utils.AppInfoParser",
            "org.apache.kafka.connect.runtime.WorkerConfig",
            "org.apache.kafka.connect.runtime.rest.RestServer",
            "org.apache.kafka.connect.runtime.SourceConnectorConfig",
            "org.apache.kafka.connect.runtime.ConnectorConfig",
            "org.apache.kafka.connect.runtime.TaskConfig");

    private LogFolder() {}

    /** Sends all logging of this JVM to {@code folder} from now on; replaces whatever was configured before. */
    public static void configure(Path folder) {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var levels = new LevelChangePropagator();
        levels.setContext(context);
        levels.setResetJUL(true);
        context.addListener(levels);

        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(file(context, folder, "sluice"));
        LOGGERS.forEach((service, loggers) -> {
            Appender<ILoggingEvent> appender = file(context, folder, service);
            for (String name : loggers) {
                ch.qos.logback.classic.Logger logger = context.getLogger(name);
                logger.setAdditive(false);
                logger.addAppender(appender);
            }
        });
        VERBOSE.forEach(name -> context.getLogger(name).setLevel(Level.WARN));

        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Path folder, String service) {
        Path parent = folder.resolve(service);
        var encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level [%thread] %logger{36} - %msg%n");
        encoder.start();

        var appender = new RollingFileAppender<ILoggingEvent>();
        appender.setContext(context);
        appender.setFile(parent.resolve(service + ".log").toString());
        appender.setEncoder(encoder);

        var window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setFileNamePattern(parent.resolve(service + ".%i.log").toString());
        window.setMaxIndex(3);
        window.start();

        var size = new SizeBasedTriggeringPolicy<ILoggingEvent>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(16 << 20));
        size.start();

        appender.setRollingPolicy(window);
        appender.setTriggeringPolicy(size);
        appender.start();
        return appender;
    }
}
