/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.target.ChIdentifiers;
import dev.sluice.core.target.OwnColumns;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the versions of one row. */
public final class HistoryReader {
    private final ClickHouse clickhouse;

    public HistoryReader(ClickHouse clickhouse) {
        this.clickhouse = clickhouse;
    }

    /**
     * One version of a row.
     *
     * @param op r, c, u, d or t
     * @param values as text, in the order of the table's columns; null is NULL or was not carried by the event
     */
    public record Version(
            String op, Lsn lsn, long tx, Instant committedAt, Instant syncedAt, List<@Nullable String> values) {}

    /** The newest {@code limit} versions, oldest first; the key's values are texts as {@code Postgres} prints them. */
    public List<Version> read(TargetTable table, List<String> key, int limit) {
        OwnColumns own = table.own();
        String values = table.columns().stream().map(column -> readable(column)).collect(Collectors.joining(", "));
        List<String> conditions = new ArrayList<>();
        List<TargetColumn> keys = table.keyColumns();
        for (int i = 0; i < keys.size(); i++) {
            conditions.add(readable(keys.get(i)) + " = " + ChIdentifiers.literal(key.get(i)));
        }
        List<Version> versions = new ArrayList<>();
        String micros = "toUnixTimestamp64Micro(";
        clickhouse.eachRow(
                "SELECT " + own.op() + ", " + own.lsn() + ", " + own.tx() + ", " + micros + own.committedAt() + "), "
                        + micros + own.syncedAt() + "), " + values + " FROM "
                        + table.names().changes().quoted() + " FINAL WHERE " + String.join(" AND ", conditions)
                        + " ORDER BY " + own.version() + " DESC, " + own.op() + " LIMIT " + limit,
                row -> versions.add(version(row)));
        return versions.reversed();
    }

    /** Floats are compared by their bits; people want the number. */
    private static String readable(TargetColumn column) {
        boolean floating = column.mapping().type().startsWith("Float");
        return floating
                ? "toString(" + column.quoted() + ")"
                : "toString(" + column.mapping().print().apply(column.quoted()) + ")";
    }

    private static Version version(JsonNode row) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 5; i < row.size(); i++) {
            values.add(row.get(i).isNull() ? null : row.get(i).asText());
        }
        return new Version(
                row.get(0).asText(),
                new Lsn(Long.parseUnsignedLong(row.get(1).asText())),
                row.get(2).asLong(),
                micros(row.get(3).asLong()),
                micros(row.get(4).asLong()),
                Collections.unmodifiableList(values));
    }

    private static Instant micros(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }
}
