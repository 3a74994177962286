/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much the initial load asks of the source.
 *
 * @param connections that read at the same time, each a chunk of a table
 * @param bytesPerSecond that all of them read together, as Postgres prints the rows; empty for as fast as it goes
 */
public record LoadConfig(int connections, OptionalLong bytesPerSecond) {
    /** Two connections, as fast as it goes. */
    public static final LoadConfig USUAL = new LoadConfig(2, OptionalLong.empty());

    private static final int MOST_CONNECTIONS = 16;
    private static final long LEAST_BYTES = 1000;
    private static final Pattern BYTES = Pattern.compile("(\\d{1,9})\\s*([kKMG]?)B?");

    public LoadConfig {
        Rules.require(connections >= 1 && connections <= MOST_CONNECTIONS, "has to be from 1 to " + MOST_CONNECTIONS);
        bytesPerSecond.ifPresent(bytes -> Rules.require(bytes >= LEAST_BYTES, "has to be 1k at least"));
    }

    /** Reads a number of connections. */
    public static int parseConnections(String text) {
        Rules.require(text.strip().matches("\\d{1,3}"), "has to be a number, for example 2");
        return new LoadConfig(Integer.parseInt(text.strip()), OptionalLong.empty()).connections();
    }

    /** Reads {@code 50M}, {@code 500k} or {@code 1G}: powers of 1000. */
    public static long parseBytes(String text) {
        Matcher matcher = BYTES.matcher(text.strip());
        Rules.require(matcher.matches(), "has to be bytes a second, for example 50M");
        long unit = switch (matcher.group(2)) {
            case "k", "K" -> 1000L;
            case "M" -> 1_000_000L;
            case "G" -> 1_000_000_000L;
            default -> 1L;
        };
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        return new LoadConfig(1, OptionalLong.of(bytes)).bytesPerSecond().getAsLong();
    }
}
