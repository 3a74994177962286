/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.data.SpecialValueDecimal;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgArray;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/**
 * A value as Debezium's decoder hands it over, back in Postgres's text.
 *
 * <p>The decoder may have parsed it by another type than the one that it was written by: Debezium's own task takes that of the
 * catalog as it is now, and {@link ResumingPostgresTask} finds types by their names, which two schemas may have. Such a value may no
 * longer be what was written ({@code text '07'} parsed as an integer), and is refused unless it is provably the same; a String is always the
 * text itself.
 */
final class CapturedValue {
    private CapturedValue() {}

    /** The text, or a marker that begins with {@link ColumnField#ALTERED}. */
    static String text(int oid, Object value) {
        if (value instanceof String || value instanceof PgArray) {
            return value.toString();
        }
        String text = parsed(oid, value);
        return text != null
                ? text
                : ColumnField.ALTERED + "Debezium gave a " + value.getClass().getName() + " for the type with OID "
                        + Integer.toUnsignedString(oid)
                        + "; the column's type was altered before Debezium had read this change, or this is no streamed"
                        + " change";
    }

    private static @Nullable String parsed(int oid, Object value) {
        return switch (oid) {
            case Oid.NUMERIC -> numeric(value);
            case Oid.MONEY -> value instanceof BigDecimal decimal ? decimal.toPlainString() : null;
            case Oid.BYTEA -> value instanceof byte[] bytes ? PostgresText.bytea(bytes) : null;
            case Oid.DATE -> value instanceof LocalDate date ? date(date) : null;
            case Oid.TIMESTAMP -> timestamp(value);
            case Oid.TIMESTAMPTZ -> value instanceof OffsetDateTime time ? timestamptz(time) : null;
            case Oid.INTERVAL -> value instanceof PGInterval interval ? interval(interval) : null;
            case Oid.POINT, Oid.LSEG, Oid.PATH, Oid.BOX, Oid.POLYGON, Oid.LINE, Oid.CIRCLE ->
                value instanceof PGobject object ? Geometry.text(object) : null;
            default -> null;
        };
    }

    private static @Nullable String numeric(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return value.toString();
        }
        if (!(value instanceof SpecialValueDecimal decimal)) {
            return null;
        }
        if (decimal.equals(SpecialValueDecimal.NOT_A_NUMBER)) {
            return "NaN";
        }
        if (decimal.equals(SpecialValueDecimal.POSITIVE_INF)) {
            return "Infinity";
        }
        if (decimal.equals(SpecialValueDecimal.NEGATIVE_INF)) {
            return "-Infinity";
        }
        return decimal.getDecimalValue().orElseThrow().toPlainString();
    }

    private static String date(LocalDate date) {
        if (date.equals(PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE)) {
            return "infinity";
        }
        return date.equals(PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE) ? "-infinity" : PostgresText.date(date);
    }

    /** A text without offset that was parsed as a time with zone was taken for UTC, and nothing was lost. */
    private static @Nullable String timestamp(Object value) {
        if (value instanceof OffsetDateTime time) {
            return timestamp(time.toInstant());
        }
        return value instanceof Instant instant ? timestamp(instant) : null;
    }

    private static String timestamp(Instant instant) {
        if (instant.equals(PostgresValueConverter.POSITIVE_INFINITY_INSTANT)) {
            return "infinity";
        }
        return instant.equals(PostgresValueConverter.NEGATIVE_INFINITY_INSTANT)
                ? "-infinity"
                : PostgresText.timestamp(instant);
    }

    private static String timestamptz(OffsetDateTime time) {
        if (time.equals(PostgresValueConverter.POSITIVE_INFINITY_OFFSET_DATE_TIME)) {
            return "infinity";
        }
        return time.equals(PostgresValueConverter.NEGATIVE_INFINITY_OFFSET_DATE_TIME)
                ? "-infinity"
                : PostgresText.timestamptz(time.toInstant());
    }

    private static String interval(PGInterval interval) {
        return PostgresText.interval(
                interval.getYears(),
                interval.getMonths(),
                interval.getDays(),
                interval.getHours(),
                interval.getMinutes(),
                interval.getWholeSeconds(),
                interval.getMicroSeconds());
    }
}
