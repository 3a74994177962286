/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

/** Why an event is parked, as far as that decides what to do next. */
public enum ParkedReason {
    /** Its columns are not those that the copy has. */
    UNKNOWN_SCHEMA(
            "A running `sluice run`, or `sluice apply`, lets the copy follow the source's columns and reads such events again."
                    + " If the source has other columns again by now, let that row change in Postgres, and drop the event."),
    /** A value that the column's type doesn't hold. */
    MISFIT(
            "Mend the value in Postgres: that is a change of its own and arrives by itself; then drop this one. Or change the"
                    + " column so that the value fits, run `sluice apply`, and replay. Or keep the column as text, or NULL and an"
                    + " entry in a ledger: `misfit: text` or `misfit: null-and-record` in the configuration."),
    /** NULL in a column that had none. */
    UNEXPECTED_NULL(
            "If the source's column accepts NULL, `sluice apply` lets the copy follow and reads the event again."),
    /** Its row is larger than what goes through Kafka. */
    TOO_LARGE(
            "The row is in Postgres only: `sluice verify --table TABLE --repair` reads it from there, past Kafka, unless the"
                    + " table has no key; then drop this one. `exclude` in the configuration keeps such columns out for good."),
    /** Not what Sluice's converter writes. */
    FOREIGN(
            "Find out who else writes to this topic: Sluice's connector doesn't write such messages. Replaying can't help;"
                    + " drop it."),
    /** Anything else. */
    OTHER("Mend the cause, then replay.");

    private final String next;

    ParkedReason(String next) {
        this.next = next;
    }

    /**
     * The reason behind the error that people see.
     *
     * @param loaded whether it is a row of the load
     */
    public static ParkedReason of(String error, boolean loaded) {
        if (loaded) {
            return MISFIT;
        }
        if (error.startsWith("unknown schema ")) {
            return UNKNOWN_SCHEMA;
        }
        if (error.startsWith("too large: ")) {
            return TOO_LARGE;
        }
        if (error.startsWith("column ")) {
            return error.endsWith(": NULL, which it does not accept") ? UNEXPECTED_NULL : MISFIT;
        }
        return error.equals("not JSON")
                        || error.startsWith("no schema_id")
                        || error.startsWith("unknown operation ")
                        || error.startsWith("it has no version")
                        || error.startsWith("it is not one event")
                        || error.startsWith("its text was not kept")
                ? FOREIGN
                : OTHER;
    }

    /** What to do next, as sentences. */
    public String next() {
        return next;
    }
}
