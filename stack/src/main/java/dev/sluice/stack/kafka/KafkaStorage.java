/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.kafka;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** The folder of a broker: formatted once, with a cluster id that stays. */
final class KafkaStorage {
    private KafkaStorage() {}

    /** Formats the folder unless it is formatted already. */
    static void prepare(Path data) throws Exception {
        Files.createDirectories(data);
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                .setNodeId(BrokerConfig.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setControllerListenerName("CONTROLLER")
                .addDirectory(data.toString())
                .setMetadataLogDirectory(data.toString())
                // A fixed voter is read from the configuration at each start, so the controller's port may change.
                .setHasDynamicQuorum(false)
                .setIgnoreFormatted(true)
                .run();
    }
}
