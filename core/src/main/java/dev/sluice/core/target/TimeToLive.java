/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a store keeps its rows, which may change while the store stays.
 *
 * @param days 0 for ever
 * @param since the expression of the time that they count from, a DateTime64; empty if that is not known
 */
public record TimeToLive(int days, String since) {
    static final TimeToLive FOREVER = new TimeToLive(0, "");
    private static final Pattern MARK = Pattern.compile(" for (\\d+) days$");

    /** ClickHouse's DateTime ends in the year 2106, and is in 1970 again behind that: such rows would go at once. */
    private static final String TTL = "TTL toDateTime(least(toUnixTimestamp(%s) + %d * 86400, 4294967295))";

    /** What an object with this comment keeps. */
    public static TimeToLive of(String comment) {
        Matcher mark = MARK.matcher(comment);
        return mark.find() ? new TimeToLive(Integer.parseInt(mark.group(1)), "") : FOREVER;
    }

    /** The comment without what this class adds to it. */
    static String unmarked(String comment) {
        return MARK.matcher(comment).replaceFirst("");
    }

    /** What the end of the comment says. */
    String mark() {
        return days == 0 ? "" : " for " + days + " days";
    }

    /** What follows the definition. */
    String clause() {
        return days == 0 ? "" : "\n" + ttl();
    }

    /** The action of ALTER TABLE, for a store that has another one. */
    String action() {
        return days == 0 ? "REMOVE TTL" : "MODIFY " + ttl();
    }

    private String ttl() {
        return TTL.formatted(since, days);
    }

    /** Whether rows go that {@code other} keeps longer. */
    public boolean isShorterThan(TimeToLive other) {
        return days > 0 && (other.days == 0 || days < other.days);
    }

    @Override
    public String toString() {
        return days == 0 ? "for ever" : "for " + (days == 1 ? "1 day" : days + " days");
    }
}
