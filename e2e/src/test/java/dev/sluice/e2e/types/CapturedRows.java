/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import dev.sluice.connect.ColumnText;
import dev.sluice.connect.EventConverter;
import dev.sluice.core.source.SourceColumn;
import dev.sluice.core.source.SourceTable;
import io.debezium.spi.converter.CustomConverter.Converter;
import io.debezium.spi.converter.RelationalColumn;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * The events that a table's rows become: the texts that Postgres prints go through the real {@link ColumnText} and the
 * real {@link EventConverter}. (That Debezium hands over values of which {@code ColumnText} makes just these texts is
 * tested in module {@code connect}, with the real Debezium.)
 */
final class CapturedRows {
    private static final Pattern TYPE_TEXT = Pattern.compile("(\\d+)(?:\\((\\d+),(-?\\d+)\\))?");
    private static final Schema SOURCE = SchemaBuilder.struct()
            .field("sequence", Schema.STRING_SCHEMA)
            .field("lsn", Schema.INT64_SCHEMA)
            .field("txId", Schema.INT64_SCHEMA)
            .field("ts_us", Schema.INT64_SCHEMA)
            .build();

    private final Map<String, Converter> values = new LinkedHashMap<>();
    private final Schema row;
    private final Schema envelope;
    private final EventConverter events = new EventConverter();

    CapturedRows(SourceTable table) {
        SchemaBuilder builder = SchemaBuilder.struct().optional();
        ColumnText texts = new ColumnText();
        for (SourceColumn column : table.columns()) {
            texts.converterFor(new Captured(table, column), (schema, converter) -> {
                builder.field(column.name(), schema.build());
                values.put(column.name(), converter);
            });
        }
        row = builder.build();
        envelope = SchemaBuilder.struct()
                .field("before", row)
                .field("after", row)
                .field("source", SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.INT64_SCHEMA)
                .build();
        events.configure(Map.of(), false);
    }

    /** The event of an insert of the row with these texts, in column order; {@code position} is its place in the WAL. */
    String inserted(List<@Nullable String> texts, long position) {
        Struct after = new Struct(row);
        int index = 0;
        for (Map.Entry<String, Converter> column : values.entrySet()) {
            String text = texts.get(index++);
            boolean flag = row.field(column.getKey()).schema().type() == Schema.Type.BOOLEAN;
            Object given = flag && text != null ? (Object) text.equals("t") : text;
            after.put(column.getKey(), column.getValue().convert(given));
        }
        Struct event = new Struct(envelope)
                .put("op", "c")
                .put("after", after)
                .put("ts_ms", 1L)
                .put(
                        "source",
                        new Struct(SOURCE)
                                .put("sequence", "[\"1\",\"" + position + "\"]")
                                .put("lsn", position)
                                .put("txId", 1L)
                                .put("ts_us", 1L));
        return new String(events.fromConnectData("topic", envelope, event), StandardCharsets.UTF_8);
    }

    /** A column as Debezium describes it to a custom converter. */
    private record Captured(SourceTable table, SourceColumn column) implements RelationalColumn {
        private Matcher typeText() {
            Matcher text = TYPE_TEXT.matcher(column.type().fingerprint());
            if (!text.matches()) {
                throw new IllegalStateException(column.type().fingerprint());
            }
            return text;
        }

        @Override
        public int nativeType() {
            return Integer.parseUnsignedInt(typeText().group(1));
        }

        @Override
        public OptionalInt length() {
            String precision = typeText().group(2);
            return precision == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(precision));
        }

        @Override
        public OptionalInt scale() {
            String scale = typeText().group(3);
            return scale == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(scale));
        }

        @Override
        public int jdbcType() {
            return java.sql.Types.OTHER;
        }

        @Override
        public String typeName() {
            return column.type().name();
        }

        @Override
        public String typeExpression() {
            return column.type().formatted();
        }

        @Override
        public boolean isOptional() {
            return true;
        }

        @Override
        public @Nullable Object defaultValue() {
            return null;
        }

        @Override
        public boolean hasDefaultValue() {
            return false;
        }

        @Override
        public String name() {
            return column.name();
        }

        @Override
        public String dataCollection() {
            return table.id().toString();
        }
    }
}
