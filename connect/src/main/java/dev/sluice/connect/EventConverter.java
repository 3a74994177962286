/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.ConverterConfig;
import org.jspecify.annotations.Nullable;

/**
 * Writes Debezium's Postgres events as JSON, straight from the Struct to UTF-8 bytes.
 *
 * <p>A change of a row becomes {@code {"op", "schema_id", "version", "ts_ms", "before", "after", "complete", "source"}}: the
 * values in {@code before} and {@code after} are what Postgres prints, integers, oids, booleans and finite floats as JSON's
 * own, anything else as strings. {@code before} leaves out every column that is NULL or not carried. {@code version} is
 * the change's {@linkplain CommitOrder place in commit order}, {@code complete} says whether the event tells all of the
 * row: a truncation doesn't, nor an update that left large values alone. {@code number} comes after {@code version} if it is not 0:
 * how many rows of the same version, which a COPY has written into one page, come before this one.
 *
 * <p>Four more members are there if they have something to say, each an array of column names: {@code missing}, the
 * columns that an update left alone and that Postgres didn't send, so they are not in {@code after}; {@code nulls}, those
 * that are NULL in {@code after}; {@code out_of_range} and {@code before_out_of_range}, dates that column stores {@linkplain
 * CalendarRange don't hold}.
 *
 * <p>A change of more than {@value #LARGEST} bytes (64 MiB unless the worker's configuration says otherwise) can't go
 * through Kafka. It is written without its large columns, and with the member {@code too_large}: the limit, the bytes that it
 * would have had at least, and those columns. No reader of rows takes that for a row.
 *
 * <p>A key becomes an object of its columns. Any other Struct becomes a plain object. No value becomes no bytes.
 *
 * <p>The rows must come through {@link ColumnText}; a row that doesn't is refused with a {@link DataException}, since its
 * values may have been changed on the way.
 *
 * <p>Connect uses one converter from one thread at a time, and so must anybody else: the buffer and the plans are kept
 * between calls.
 */
public final class EventConverter implements Converter {
    /** The setting that bounds an event, in bytes. */
    static final String LARGEST = "largest.event.bytes";

    /** 30 MiB of bytea are 60 MiB of text; brokers take no request above 100 MB unless told so. */
    private static final int USUAL_LARGEST = 64 << 20;

    private final JsonBytes out = new JsonBytes();
    private PlanCache plans = new PlanCache(EventPlan::forValue);
    private long largest = USUAL_LARGEST;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        plans = new PlanCache(isKey ? EventPlan::forKey : EventPlan::forValue);
        Object limit = configs.get(LARGEST);
        try {
            largest = limit == null ? USUAL_LARGEST : Long.parseLong(limit.toString());
        } catch (NumberFormatException e) {
            throw new ConfigException(LARGEST, limit, "has to be a number of bytes");
        }
    }

    @Override
    public ConfigDef config() {
        return ConverterConfig.newConfigDef()
                .define(
                        LARGEST,
                        ConfigDef.Type.LONG,
                        USUAL_LARGEST,
                        ConfigDef.Importance.MEDIUM,
                        "Larger events are sent without their large columns, and marked.");
    }

    @Override
    public String version() {
        return Objects.requireNonNullElse(EventConverter.class.getPackage().getImplementationVersion(), "unpackaged");
    }

    @Override
    @SuppressWarnings("NullAway") // Connect's interface has no annotations: null bytes are how it says "no value"
    public byte[] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (schema == null || !(value instanceof Struct struct)) {
            throw new DataException("A record of topic " + topic + " is a "
                    + value.getClass().getName() + (schema == null ? " without a schema" : "")
                    + "; EventConverter writes the Structs of the Debezium Postgres connector only.");
        }
        out.clear();
        EventPlan plan = plans.planOf(schema);
        long atLeast = plan.atLeast(struct);
        if (atLeast <= largest) {
            out.expect(atLeast);
            plan.write(out, struct);
            atLeast = out.length();
        }
        if (atLeast > largest) {
            out.clear();
            plan.writeReduced(out, struct, atLeast, largest);
        }
        return out.toByteArray();
    }

    /** The JSON text, as a string without a schema: sinks are not what this converter is for. */
    @Override
    @SuppressWarnings("NullAway") // see fromConnectData
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        return value == null
                ? SchemaAndValue.NULL
                : new SchemaAndValue(Schema.OPTIONAL_STRING_SCHEMA, new String(value, StandardCharsets.UTF_8));
    }
}
