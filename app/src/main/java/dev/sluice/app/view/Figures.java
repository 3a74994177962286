/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them; an unknown one is a dash. */
public final class Figures {
    private static final String UNKNOWN = "–";
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Figures() {}

    /** {@code 1,234,567}. */
    public static String count(@Nullable Long count) {
        return count == null ? UNKNOWN : String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 512 B}, {@code 1.4 MB}: powers of 1000. */
    public static String bytes(@Nullable Long bytes) {
        if (bytes == null) {
            return UNKNOWN;
        }
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 99.95 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
    }

    /** {@code 57 ms}, {@code 4.2 s}, {@code 3 min}, {@code 5.0 h}. */
    public static String millis(@Nullable Double ms) {
        if (ms == null || ms.isNaN()) {
            return UNKNOWN;
        }
        if (ms < 999.5) {
            return String.format(Locale.ROOT, "%.0f ms", ms);
        }
        if (ms < 120_000) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1000);
        }
        return ms < 7_200_000
                ? String.format(Locale.ROOT, "%.0f min", ms / 60_000)
                : String.format(Locale.ROOT, "%.1f h", ms / 3_600_000);
    }

    /** {@code 500}, {@code 12,345}, {@code 0.4}: changes a second. */
    public static String rate(@Nullable Double perSecond) {
        if (perSecond == null || perSecond.isNaN()) {
            return UNKNOWN;
        }
        return String.format(Locale.ROOT, perSecond > 0 && perSecond < 9.95 ? "%.1f" : "%,.0f", perSecond);
    }

    /** {@code 2026-11-22T12:00:00Z}. */
    public static String second(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code 43 %}. */
    public static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", Math.floor(fraction * 100));
    }
}
