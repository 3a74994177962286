/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was checked before any change, in the order of the flow.
 *
 * @param tables what the tables will be; none if the source can't be asked
 */
public record DoctorReport(List<Finding> findings, List<PlannedTable> tables) {
    /** Whether nothing failed; warnings are allowed. */
    @JsonProperty
    public boolean ok() {
        return findings.stream().noneMatch(f -> f.level() == Level.FAILED);
    }

    /** How bad it is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Works, but somebody should look. */
        WARNING,
        /** The pipeline can't work like this. */
        FAILED
    }

    /**
     * One check.
     *
     * @param system {@code machine}, {@code postgres}, {@code kafka}, {@code connect} or {@code clickhouse}
     * @param check what was looked at, for example {@code wal_level}
     * @param what what was found, as one sentence
     * @param fix the statement or action that mends it; null if there is nothing to mend
     */
    public record Finding(
            String system,
            String check,
            Level level,
            String what,
            @Nullable String fix) {}
}
