/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.microbench;

import dev.sluice.connect.ColumnText;
import io.debezium.data.SpecialValueDecimal;
import io.debezium.spi.converter.CustomConverter.Converter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;

/** An insertion into the table of the other benchmarks, as Debezium hands it over: first its values, then its event. */
final class CapturedOrder {
    private static final Schema SOURCE = SchemaBuilder.struct()
            .name("io.debezium.connector.postgresql.Source")
            .field("version", Schema.STRING_SCHEMA)
            .field("connector", Schema.STRING_SCHEMA)
            .field("name", Schema.STRING_SCHEMA)
            .field("ts_ms", Schema.INT64_SCHEMA)
            .field("snapshot", Schema.OPTIONAL_STRING_SCHEMA)
            .field("db", Schema.STRING_SCHEMA)
            .field("sequence", Schema.OPTIONAL_STRING_SCHEMA)
            .field("ts_us", Schema.OPTIONAL_INT64_SCHEMA)
            .field("ts_ns", Schema.OPTIONAL_INT64_SCHEMA)
            .field("schema", Schema.STRING_SCHEMA)
            .field("table", Schema.STRING_SCHEMA)
            .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
            .field("lsn", Schema.OPTIONAL_INT64_SCHEMA)
            .field("xmin", Schema.OPTIONAL_INT64_SCHEMA)
            .build();

    private static final List<OrderColumn> COLUMNS = List.of(
            column("id", "int8", 20),
            column("customer", "int4", 23),
            column("quantity", "int4", 23),
            new OrderColumn("price", "numeric", 1700, OptionalInt.of(10), OptionalInt.of(2)),
            column("note", "text", 25),
            column("created_at", "timestamp", 1114));

    private static final List<Object> VALUES = List.of(
            1_234_567L,
            45_678,
            7,
            new SpecialValueDecimal(new BigDecimal("345.67")),
            "order number 1234567",
            Instant.parse("2026-01-15T06:56:07Z"));

    private final List<Converter> converters = new ArrayList<>();
    private final Schema row;

    private CapturedOrder() {
        SchemaBuilder fields = SchemaBuilder.struct().name("bench.bench.orders.Value");
        ColumnText text = new ColumnText();
        for (OrderColumn column : COLUMNS) {
            text.converterFor(column, (schema, converter) -> {
                fields.field(column.name(), schema.build());
                converters.add(converter);
            });
        }
        row = fields.optional().build();
    }

    static CapturedOrder make() {
        return new CapturedOrder();
    }

    /** Converts the values of the row's columns, as Debezium does for each row, and puts them together. */
    Struct row() {
        Struct struct = new Struct(row);
        for (int i = 0; i < VALUES.size(); i++) {
            struct.put(row.fields().get(i), converters.get(i).convert(VALUES.get(i)));
        }
        return struct;
    }

    /** The event of its insertion. */
    Struct insertion() {
        Schema envelope = SchemaBuilder.struct()
                .name("bench.bench.orders.Envelope")
                .field("before", row)
                .field("after", row)
                .field("source", SOURCE)
                .field("op", Schema.STRING_SCHEMA)
                .field("ts_ms", Schema.OPTIONAL_INT64_SCHEMA)
                .build();
        Struct source = new Struct(SOURCE)
                .put("version", "3.7.0.Final")
                .put("connector", "postgresql")
                .put("name", "bench")
                .put("ts_ms", 1_795_363_872_102L)
                .put("snapshot", "false")
                .put("db", "postgres")
                .put("sequence", "[\"23546472\",\"23547312\"]")
                .put("ts_us", 1_795_363_872_102_345L)
                .put("ts_ns", 1_795_363_872_102_345_000L)
                .put("schema", "bench")
                .put("table", "orders")
                .put("txId", 12_345L)
                .put("lsn", 23_547_312L);
        return new Struct(envelope)
                .put("after", row())
                .put("source", source)
                .put("op", "c")
                .put("ts_ms", 1_795_363_872_110L);
    }

    private static OrderColumn column(String name, String type, int oid) {
        return new OrderColumn(name, type, oid, OptionalInt.empty(), OptionalInt.empty());
    }
}
