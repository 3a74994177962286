/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

/**
 * The dates that column stores hold: the years 1900 to 2299, as ClickHouse's Date32 and DateTime64 do. Postgres goes from
 * 4713 BC to 5874897 and knows infinities; readers that would clamp such a value have to be told.
 */
final class CalendarRange {
    private static final int YEAR_DIGITS = 4;

    private CalendarRange() {}

    /** Whether a column of this {@link TypeText} holds a date, alone or with a time. */
    static boolean concerns(String type) {
        return type.equals(Integer.toString(Oid.DATE))
                || type.equals(Integer.toString(Oid.TIMESTAMP))
                || type.equals(Integer.toString(Oid.TIMESTAMPTZ));
    }

    /** Whether a date or timestamp, as Postgres prints it in ISO style, is in these years. */
    static boolean holds(String text) {
        if (text.length() <= YEAR_DIGITS || text.charAt(YEAR_DIGITS) != '-' || text.charAt(text.length() - 1) == 'C') {
            return false;
        }
        String year = text.substring(0, YEAR_DIGITS);
        return year.compareTo("1900") >= 0 && year.compareTo("2299") <= 0;
    }
}
