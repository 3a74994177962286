/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The topics of a pipeline, by name. */
public record TopicsReport(List<Topic> topics) {
    /**
     * One topic.
     *
     * @param table the source table it belongs to; null for Connect's own topics
     * @param bytes on disk, one replica; null if unknown
     */
    public record Topic(
            String name,
            @Nullable String table,
            int replicas,
            @Nullable Long bytes,
            List<Partition> partitions) {
        /** Messages between the first and the next offset of all partitions. */
        @JsonProperty
        public long messages() {
            return partitions.stream().mapToLong(p -> p.next() - p.first()).sum();
        }
    }

    /** One partition: its first offset and the one that the next message will get. */
    public record Partition(int id, long first, long next, int inSync) {}
}
