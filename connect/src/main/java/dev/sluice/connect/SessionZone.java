/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.util.TimeZone;
import java.util.regex.Pattern;

/**
 * The time zone of Debezium's session, which is the worker's: pgjdbc sends the JVM's default zone when it connects, and no
 * setting of the connector changes that. Times with a zone inside arrays, ranges and composites arrive as text of that
 * zone; only in UTC is it the text that we promise.
 */
final class SessionZone {
    private static final Pattern TIME_WITH_OFFSET = Pattern.compile("\\d:\\d\\d(\\.\\d+)?[+-]\\d\\d");

    private SessionZone() {}

    /** Whether text of the type with this OID may hold a time in the session's zone. */
    static boolean mayShow(int oid) {
        return switch (oid) {
            case Oid.TIMESTAMPTZ_ARRAY,
                    Oid.RECORD,
                    Oid.RECORD_ARRAY,
                    Oid.TSTZRANGE,
                    Oid.TSTZRANGE_ARRAY,
                    Oid.TSTZMULTIRANGE,
                    Oid.TSTZMULTIRANGE_ARRAY -> true;
            default -> Integer.compareUnsigned(oid, Oid.FIRST_OF_USERS) >= 0;
        };
    }

    static boolean isUtc(TimeZone zone) {
        return zone.getRawOffset() == 0 && !zone.useDaylightTime();
    }

    /** Whether this text holds a time of day with an offset. */
    static boolean isIn(String text) {
        return TIME_WITH_OFFSET.matcher(text).find();
    }
}
