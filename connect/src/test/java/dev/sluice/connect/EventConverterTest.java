/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventConverterTest {
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("sequence", Schema.STRING_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    @Test
    void connectFindsItAsAService() {
        assertThat(ServiceLoader.load(Converter.class)).hasAtLeastOneElementOfType(EventConverter.class);
    }

    @Test
    void noValueIsNoBytes() {
        assertThat(values().fromConnectData("t", null, null)).isNull();
        assertThat(values().fromConnectData("t", Schema.OPTIONAL_STRING_SCHEMA, null))
                .isNull();
        assertThat(values().toConnectData("t", null).value()).isNull();
        assertThat(values().toConnectData("t", "{}".getBytes(StandardCharsets.UTF_8))
                        .value())
                .isEqualTo("{}");
    }

    @Test
    void whatIsNoStructIsRefused() {
        assertThatThrownBy(() -> values().fromConnectData("t", null, Map.of("a", 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("without a schema")
                .hasMessageContaining("topic t");
        assertThatThrownBy(() -> values().fromConnectData("t", Schema.STRING_SCHEMA, "x"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void aRowThatDebeziumConvertedByItselfIsRefusedWithTheRemedy() {
        Schema row = SchemaBuilder.struct()
                .name("p.s.t.Value")
                .field("a", Schema.OPTIONAL_INT32_SCHEMA)
                .optional()
                .build();
        Schema envelope = envelope(row);

        assertThatThrownBy(() -> values().fromConnectData("t", envelope, event(envelope, null)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Column a of p.s.t.Value")
                .hasMessageContaining("converters=sluice");
    }

    @Test
    void aRefusedValueStopsWithItsReason() {
        Schema row = row("v");
        Schema envelope = envelope(row);
        Struct after = new Struct(row).put("v", ColumnField.REFUSED + "for a reason");

        assertThatThrownBy(() -> values().fromConnectData("t", envelope, event(envelope, after)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("Column v can't be written exactly: for a reason");
    }

    /** Its table is another one by now; that must not stop the events of all the others. */
    @Test
    void aValueOfATypeThatWasAlteredIsSaid() {
        Schema row = row("v");
        Schema envelope = envelope(row);
        Struct after = new Struct(row).put("v", ColumnField.ALTERED + "for a reason");

        assertThat(json(envelope, event(envelope, after)))
                .contains("\"after\":{\"v\":null}")
                .contains("\"altered\":[\"column v: for a reason\"]");
        EventConverter keys = new EventConverter();
        keys.configure(Map.of(), true);
        assertThat(text(keys.fromConnectData("t", row, after))).isEqualTo("{\"v\":null}");
    }

    @Test
    void aDefaultNeverStandsInForNull() {
        Schema row = SchemaBuilder.struct()
                .field(
                        "v",
                        ColumnField.schema(Schema.Type.STRING, "25")
                                .defaultValue("default")
                                .build())
                .optional()
                .build();
        Schema envelope = envelope(row);

        assertThat(json(envelope, event(envelope, new Struct(row)))).contains("\"after\":{\"v\":null}");
    }

    @Test
    void namesAreEscapedAndEqualSchemasShareAPlan() {
        String name = "q\"\u0001\n😀";
        EventConverter converter = values();
        for (int i = 0; i < 3; i++) {
            Schema envelope = envelope(row(name));
            Struct after = new Struct(envelope.field("after").schema()).put(name, "x");

            assertThat(text(converter.fromConnectData("t", envelope, event(envelope, after))))
                    .contains("\"after\":{\"q\\\"\\u0001\\n😀\":\"x\"},\"complete\":true,\"source\":{")
                    .endsWith("\"xmin\":null}}");
        }
    }

    @Test
    void theEventSaysWhatTypedReadersCanNotSee() {
        Schema row = SchemaBuilder.struct()
                .field("id", ColumnField.schema(Schema.Type.STRING, "1082").build())
                .field("big", ColumnField.schema(Schema.Type.STRING, "25").build())
                .field("note", ColumnField.schema(Schema.Type.STRING, "25").build())
                .field("day", ColumnField.schema(Schema.Type.STRING, "1082").build())
                .optional()
                .build();
        Schema envelope = envelope(row);
        Struct before = new Struct(row).put("id", "1899-12-31");
        Struct after = new Struct(row)
                .put("id", "1900-01-01")
                .put("big", ColumnField.UNCHANGED)
                .put("day", "infinity");

        assertThat(json(envelope, event(envelope, after).put("before", before)))
                .contains("\"version\":\"18446744073709551623\"")
                .contains("},\"missing\":[\"big\"],\"nulls\":[\"note\"],\"out_of_range\":[\"day\"],"
                        + "\"before_out_of_range\":[\"id\"],\"complete\":false,");
    }

    @Test
    void theNumberOfARowIsThereIfItHasOne() {
        Schema envelope = envelope(row("v"));
        Struct event = event(envelope, new Struct(envelope.field("after").schema()));
        assertThat(json(envelope, event)).contains("\"version\":\"18446744073709551623\",\"ts_ms\"");
        event.getStruct("source").put("sequence", CommitOrder.numbered("[\"1\",\"7\"]", 3));
        assertThat(json(envelope, event))
                .contains("\"version\":\"18446744073709551623\",\"number\":3,\"ts_ms\"")
                .contains("\"sequence\":\"[\\\"1\\\",\\\"7\\\",\\\"3\\\"]\"");
    }

    @Test
    void onlyTheRowInHandCounts() {
        Schema envelope = envelope(row("v"));
        Struct missing = new Struct(envelope.field("after").schema()).put("v", ColumnField.UNCHANGED);
        Struct whole = new Struct(envelope.field("after").schema()).put("v", "x");
        EventConverter converter = values();

        assertThat(text(converter.fromConnectData("t", envelope, event(envelope, missing))))
                .contains("\"complete\":false");
        assertThat(text(converter.fromConnectData("t", envelope, event(envelope, whole))))
                .contains("\"complete\":true")
                .doesNotContain("missing");
        assertThat(text(converter.fromConnectData(
                        "t", envelope, event(envelope, null).put("op", "d"))))
                .contains("\"complete\":true");
        assertThat(text(converter.fromConnectData(
                        "t", envelope, event(envelope, null).put("op", "t"))))
                .contains("\"complete\":false");
    }

    /** Debezium takes a unique index for the key where there is no primary key, and its columns may be NULL. */
    @Test
    void aKeyMayHoldNullAgainAndAgain() {
        Schema key = row("k");
        EventConverter converter = new EventConverter();
        converter.configure(Map.of(), true);
        for (int i = 0; i < 3; i++) {
            assertThat(text(converter.fromConnectData("t", key, new Struct(key))))
                    .isEqualTo("{\"k\":null}");
        }
    }

    @Test
    void keysOutOfRangeAreWrittenForEver() {
        Schema key = SchemaBuilder.struct()
                .field("day", ColumnField.schema(Schema.Type.STRING, "1082").build())
                .build();
        EventConverter converter = new EventConverter();
        converter.configure(Map.of(), true);
        for (int i = 0; i < 3; i++) {
            assertThat(text(converter.fromConnectData("t", key, new Struct(key).put("day", "infinity"))))
                    .isEqualTo("{\"day\":\"infinity\"}");
        }
    }

    @Test
    void otherStructsArePlain() {
        Schema schema = SchemaBuilder.struct()
                .field("b", Schema.BYTES_SCHEMA)
                .field("l", SchemaBuilder.array(Schema.INT32_SCHEMA).build())
                .field(
                        "m",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.BOOLEAN_SCHEMA)
                                .build())
                .field("n", Schema.OPTIONAL_STRING_SCHEMA)
                .field("d", Schema.FLOAT64_SCHEMA)
                .build();
        Struct struct = new Struct(schema)
                .put("b", ByteBuffer.wrap(new byte[] {1, 2}))
                .put("l", List.of(1, 2))
                .put("m", Map.of("k", true))
                .put("d", Double.NaN);

        assertThat(json(schema, struct))
                .isEqualTo("{\"b\":\"AQI=\",\"l\":[1,2],\"m\":{\"k\":true},\"n\":null,\"d\":\"NaN\"}");
    }

    private static Schema row(String column) {
        return SchemaBuilder.struct()
                .field(column, ColumnField.schema(Schema.Type.STRING, "25").build())
                .optional()
                .build();
    }

    private static Schema envelope(Schema row) {
        return SchemaBuilder.struct()
                .field("before", row)
                .field("after", row)
                .field("source", SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
    }

    private static Struct event(Schema envelope, @Nullable Struct after) {
        return new Struct(envelope)
                .put("op", "c")
                .put("after", after)
                .put("ts_ms", 1L)
                .put("source", new Struct(SOURCE).put("sequence", "[\"1\",\"7\"]"));
    }

    private static String json(Schema schema, Struct value) {
        return text(values().fromConnectData("t", schema, value));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static EventConverter values() {
        EventConverter converter = new EventConverter();
        converter.configure(Map.of(), false);
        return converter;
    }
}
