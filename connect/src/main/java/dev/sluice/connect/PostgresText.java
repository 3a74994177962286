/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * The text that Postgres prints for a value, from the Java value that Debezium has made of it.
 *
 * <p>The session that is imitated has {@code DateStyle ISO}, {@code TimeZone UTC}, {@code IntervalStyle postgres} and
 * {@code bytea_output hex}. The rules are those of Postgres's {@code src/backend/utils/adt/datetime.c} ({@code
 * EncodeDateOnly}, {@code EncodeDateTime}, {@code EncodeInterval}) and {@code src/common/d2s.c}.
 */
final class PostgresText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private PostgresText() {}

    /** {@code 2025-07-21}, {@code 0044-03-15 BC}. */
    static String date(LocalDate date) {
        StringBuilder text = new StringBuilder(16);
        appendDate(text, date);
        appendEra(text, date);
        return text.toString();
    }

    /** {@code 2025-07-21 10:11:12.5}, for a date and time without zone that is held as if it were UTC. */
    static String timestamp(Instant instant) {
        LocalDateTime value = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(32);
        appendDateTime(text, value);
        appendEra(text, value.toLocalDate());
        return text.toString();
    }

    /** {@code 2025-07-21 10:11:12.5+00}. */
    static String timestamptz(Instant instant) {
        LocalDateTime utc = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(32);
        appendDateTime(text, utc);
        text.append("+00");
        appendEra(text, utc.toLocalDate());
        return text.toString();
    }

    /** {@code 1 year 2 mons -3 days +04:05:06.789}; the parts of one unit and below it have the same sign. */
    static String interval(int years, int months, int days, int hours, int minutes, int seconds, int micros) {
        StringBuilder text = new StringBuilder(48);
        boolean negative = appendUnit(text, years, "year", false);
        negative = appendUnit(text, months, "mon", negative);
        negative = appendUnit(text, days, "day", negative);
        if (text.isEmpty() || hours != 0 || minutes != 0 || seconds != 0 || micros != 0) {
            boolean minus = hours < 0 || minutes < 0 || seconds < 0 || micros < 0;
            text.append(text.isEmpty() ? "" : " ").append(minus ? "-" : negative ? "+" : "");
            appendPadded(text, Math.abs(hours), 2);
            text.append(':');
            appendPadded(text, Math.abs(minutes), 2);
            text.append(':');
            appendPadded(text, Math.abs(seconds), 2);
            appendFraction(text, Math.abs(micros));
        }
        return text.toString();
    }

    private static boolean appendUnit(StringBuilder text, int value, String unit, boolean negativeBefore) {
        if (value == 0) {
            return negativeBefore;
        }
        text.append(text.isEmpty() ? "" : " ").append(negativeBefore && value > 0 ? "+" : "");
        text.append(value).append(' ').append(unit).append(value == 1 ? "" : "s");
        return value < 0;
    }

    /** {@code \xdeadbeef}. */
    static String bytea(byte[] bytes) {
        StringBuilder text = new StringBuilder(2 + bytes.length * 2).append("\\x");
        for (byte b : bytes) {
            text.append(HEX[b >> 4 & 0xF]).append(HEX[b & 0xF]);
        }
        return text.toString();
    }

    private static void appendDateTime(StringBuilder text, LocalDateTime value) {
        appendDate(text, value.toLocalDate());
        LocalTime time = value.toLocalTime();
        text.append(' ');
        appendPadded(text, time.getHour(), 2);
        text.append(':');
        appendPadded(text, time.getMinute(), 2);
        text.append(':');
        appendPadded(text, time.getSecond(), 2);
        appendFraction(text, time.getNano() / 1000);
    }

    private static void appendDate(StringBuilder text, LocalDate date) {
        int year = date.getYear();
        appendPadded(text, year > 0 ? year : 1 - year, 4);
        text.append('-');
        appendPadded(text, date.getMonthValue(), 2);
        text.append('-');
        appendPadded(text, date.getDayOfMonth(), 2);
    }

    private static void appendEra(StringBuilder text, LocalDate date) {
        if (date.getYear() <= 0) {
            text.append(" BC");
        }
    }

    private static void appendFraction(StringBuilder text, int micros) {
        if (micros == 0) {
            return;
        }
        text.append('.');
        appendPadded(text, micros, 6);
        while (text.charAt(text.length() - 1) == '0') {
            text.setLength(text.length() - 1);
        }
    }

    private static void appendPadded(StringBuilder text, int value, int width) {
        for (int limit = 10, digits = 1; digits < width; digits++, limit *= 10) {
            if (value < limit) {
                text.append('0');
            }
        }
        text.append(value);
    }
}
