/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/** Hears how something long goes on; may be called from any thread. */
@FunctionalInterface
public interface Progress {
    /** One short phrase, for example {@code fetching the ClickHouse engine}; {@code fraction} is 0 to 1, or NaN if unknown. */
    void report(String phase, double fraction);
}
