/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.Locale;

/** The services that Sluice can run embedded, in the order of the flow. */
public enum ServiceName {
    POSTGRES,
    KAFKA,
    CONNECT,
    CLICKHOUSE;

    /** As on the command line: {@code postgres}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
