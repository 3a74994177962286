/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The consumer groups that read the pipeline's topics, by name. */
public record GroupsReport(List<Group> groups) {
    /** One group; {@code state} as Kafka names it, in lower case: stable, empty, dead. */
    public record Group(String name, String state, int members, List<Position> positions) {
        /** Messages still to be read. */
        @JsonProperty
        public long lag() {
            return positions.stream().mapToLong(Position::lag).sum();
        }
    }

    /** Where a group is in one partition; {@code committed} is null if it never committed there. */
    public record Position(
            String topic, int partition, @Nullable Long committed, long next) {
        /** Messages still to be read. */
        @JsonProperty
        public long lag() {
            return committed == null ? next : Math.max(0, next - committed);
        }
    }
}
