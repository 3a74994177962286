/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.data.SpecialValueDecimal;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Properties;
import java.util.TimeZone;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgArray;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/**
 * Debezium's custom converter for every column: hands on the text that Postgres prints, before Debezium's own conversions
 * can change it.
 *
 * <p>It is needed because those conversions lose values without a word: an array of two dimensions becomes nulls, a
 * varbit loses its leading zeros, a date before Christ inside an array its era, {@code 24:00:00} becomes null, an
 * interval array is left out (seen with Debezium 3.7.0). The connector names it with {@code converters=sluice} and
 * {@code sluice.type=dev.sluice.connect.ColumnText}; this jar must be in the folder of Debezium's own jars. Debezium
 * calls it from its streaming thread only.
 */
public final class ColumnText implements CustomConverter<SchemaBuilder, RelationalColumn> {

    @Override
    public void configure(Properties properties) {}

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        int oid = column.nativeType();
        String type =
                TypeText.of(oid, column.length().orElse(-1), column.scale().orElse(0));
        Schema.Type kind = kind(oid);
        boolean zoned = SessionZone.mayShow(oid) && !SessionZone.isUtc(TimeZone.getDefault());
        registration.register(ColumnField.schema(kind, type), value -> convert(kind, oid, zoned, value));
    }

    private static Schema.Type kind(int oid) {
        return switch (oid) {
            case Oid.BOOL -> Schema.Type.BOOLEAN;
            case Oid.INT2 -> Schema.Type.INT16;
            case Oid.INT4 -> Schema.Type.INT32;
            case Oid.INT8, Oid.OID -> Schema.Type.INT64;
            case Oid.FLOAT4 -> Schema.Type.FLOAT32;
            case Oid.FLOAT8 -> Schema.Type.FLOAT64;
            default -> Schema.Type.STRING;
        };
    }

    /**
     * The value for a field of this kind. The kind comes from the WAL, the class of the value from the catalog as it is
     * now; they differ while Debezium reads changes from before an {@code ALTER COLUMN TYPE}.
     */
    private static @Nullable Object convert(Schema.Type kind, int oid, boolean zoned, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (kind != Schema.Type.STRING) {
            return number(kind, value);
        }
        if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)) {
            return ColumnField.UNCHANGED;
        }
        String text = text(oid, value);
        return zoned && SessionZone.isIn(text)
                ? ColumnField.REFUSED
                        + "it holds a time with the worker's zone; start the worker with -Duser.timezone=UTC"
                : text;
    }

    private static Object number(Schema.Type kind, Object value) {
        String text = value.toString();
        return switch (kind) {
            case BOOLEAN -> value instanceof Boolean ? value : fail(kind, value);
            case INT16 -> value instanceof Short ? value : Short.valueOf(text);
            case INT32 -> value instanceof Integer ? value : Integer.valueOf(text);
            case INT64 -> value instanceof Long ? value : Long.valueOf(text);
            case FLOAT32 -> value instanceof Float ? value : Float.valueOf(text);
            case FLOAT64 -> value instanceof Double ? value : Double.valueOf(text);
            default -> fail(kind, value);
        };
    }

    private static Object fail(Schema.Type kind, Object value) {
        throw new DataException(
                "Debezium gave a " + value.getClass().getName() + " for a column of kind " + kind + ".");
    }

    private static String text(int oid, Object value) {
        if (value instanceof String || value instanceof Integer || value instanceof Long || value instanceof PgArray) {
            return value.toString();
        }
        if (value instanceof SpecialValueDecimal decimal) {
            return decimal(decimal);
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toPlainString();
        }
        if (value instanceof LocalDate date) {
            return date(date);
        }
        if (value instanceof Instant instant) {
            return timestamp(instant);
        }
        if (value instanceof OffsetDateTime time) {
            return timestamptz(time);
        }
        if (value instanceof byte[] bytes) {
            return PostgresText.bytea(bytes);
        }
        if (value instanceof PGInterval interval) {
            return PostgresText.interval(
                    interval.getYears(),
                    interval.getMonths(),
                    interval.getDays(),
                    interval.getHours(),
                    interval.getMinutes(),
                    interval.getWholeSeconds(),
                    interval.getMicroSeconds());
        }
        String geometry = value instanceof PGobject object ? Geometry.text(object) : null;
        return geometry != null
                ? geometry
                : ColumnField.REFUSED + "Debezium gave a " + value.getClass().getName() + " for the type with OID "
                        + Integer.toUnsignedString(oid);
    }

    private static String decimal(SpecialValueDecimal value) {
        if (value.equals(SpecialValueDecimal.NOT_A_NUMBER)) {
            return "NaN";
        }
        if (value.equals(SpecialValueDecimal.POSITIVE_INF)) {
            return "Infinity";
        }
        if (value.equals(SpecialValueDecimal.NEGATIVE_INF)) {
            return "-Infinity";
        }
        return value.getDecimalValue().orElseThrow().toPlainString();
    }

    private static String date(LocalDate date) {
        if (date.equals(PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE)) {
            return "infinity";
        }
        return date.equals(PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE) ? "-infinity" : PostgresText.date(date);
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
}
