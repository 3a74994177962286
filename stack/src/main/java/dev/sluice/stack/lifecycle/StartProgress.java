/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

/** Hears how the start of a service goes on; called from the thread that starts it. */
@FunctionalInterface
public interface StartProgress {
    /** One short phrase, for example {@code fetching the engine}; {@code fraction} is 0 to 1, or NaN if unknown. */
    void report(String phase, double fraction);

    /** For callers who don't want to know. */
    static StartProgress silent() {
        return (phase, fraction) -> {};
    }
}
