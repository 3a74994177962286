/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** What became of events that were replayed. */
public record ReplayReport(String pipeline, List<String> replayed, List<Refused> refused) {
    /** One that stays parked, and why. */
    public record Refused(String id, String table, String error) {}

    /** Whether all have arrived. */
    @JsonProperty
    public boolean ok() {
        return refused.isEmpty();
    }
}
