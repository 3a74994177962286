/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class LargestEventTest {
    private static final Schema SOURCE =
            SchemaBuilder.struct().field("sequence", Schema.STRING_SCHEMA).build();
    private static final Schema ROW = SchemaBuilder.struct()
            .field("id", ColumnField.schema(Schema.Type.INT32, "23").build())
            .field("note", ColumnField.schema(Schema.Type.STRING, "25").build())
            .field("body", ColumnField.schema(Schema.Type.STRING, "25").build())
            .optional()
            .build();
    private static final Schema ENVELOPE = SchemaBuilder.struct()
            .field("op", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
            .field("before", ROW)
            .field("after", ROW)
            .field("source", SOURCE)
            .build();

    @Test
    void whatIsTooLargeKeepsItsKeyPlaceAndReason() {
        String sent =
                convert(10_000, new Struct(ROW).put("id", 7).put("note", "n").put("body", "x".repeat(20_000)), null);

        assertThat(sent)
                .startsWith("{\"op\":\"u\",\"schema_id\":\"")
                .contains("\"version\":\"18446744073709551618\",\"before\":null,\"after\":{\"id\":7,\"note\":\"n\"},")
                .contains(
                        "\"complete\":false,\"too_large\":{\"bytes\":20001,\"limit\":10000,\"columns\":[\"body\"]},\"source\":{");
    }

    /** Texts that fit as they are, and don't as JSON. */
    @Test
    void theBytesCountNotTheCharacters() {
        Struct row = new Struct(ROW).put("id", 7).put("body", "\u0001".repeat(9_000));

        assertThat(convert(10_000, row, row)).contains("\"too_large\":{\"bytes\":18000,", "\"columns\":[\"body\"]}");
        assertThat(convert(30_000, row, null)).contains("\"too_large\":{\"bytes\":54", "\"columns\":[\"body\"]}");
        assertThat(convert(60_000, row, null)).doesNotContain("too_large");
    }

    @Test
    void whatWasNotSentIsNotWritten() {
        Struct after =
                new Struct(ROW).put("id", 7).put("note", ColumnField.UNCHANGED).put("body", "x".repeat(20_000));

        assertThat(convert(10_000, after, null)).contains("\"after\":{\"id\":7},");
    }

    @Test
    void aLimitThatIsNoNumberIsRefused() {
        assertThatThrownBy(() -> new EventConverter().configure(Map.of(EventConverter.LARGEST, "64MB"), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("number of bytes");
    }

    private static String convert(long limit, Struct after, @org.jspecify.annotations.Nullable Struct before) {
        EventConverter converter = new EventConverter();
        converter.configure(Map.of(EventConverter.LARGEST, Long.toString(limit)), false);
        Struct event = new Struct(ENVELOPE)
                .put("op", "u")
                .put("before", before)
                .put("after", after)
                .put("source", new Struct(SOURCE).put("sequence", "[\"1\",\"2\"]"));
        return new String(converter.fromConnectData("t", ENVELOPE, event), StandardCharsets.UTF_8);
    }
}
