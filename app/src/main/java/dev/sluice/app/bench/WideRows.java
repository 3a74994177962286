/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.runtime.source.PostgresSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of fifty columns of many types, every tenth row with a text of 4,000 bytes; about a kilobyte a row as Postgres prints them. */
final class WideRows {
    /** Of which there are {@link #OF_A_KIND} columns. {@code value} is of the row's number {@code i} and the column's, {@code %1$d}. */
    private record Kind(String type, String value) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("smallint", "(i + %1$d) %% 30000"),
            new Kind("integer", "i * 7919 %% 1000000 + %1$d"),
            new Kind("bigint", "i * 1000000007 + %1$d"),
            new Kind("numeric(12,2)", "(i * 31 %% 1000000 + %1$d) / 100.0"),
            new Kind("double precision", "sqrt(i + %1$d)"),
            new Kind("boolean", "(i + %1$d) %% 3 = 0"),
            new Kind("date", "date '2026-01-01' + (i %% 1000 + %1$d)::integer"),
            new Kind("timestamp", "timestamp '2026-01-01' + i * interval '1.000001 second'"),
            new Kind("timestamptz", "timestamptz '2026-01-01 00:00:00Z' + i * interval '1 second'"),
            new Kind("uuid", "md5((i * 100 + %1$d)::text)::uuid"),
            new Kind("text", "CASE WHEN (i + %1$d) %% 3 > 0 THEN 'value number ' || i END"),
            new Kind("jsonb", "jsonb_build_object('number', i, 'place', %1$d, 'open', i %% 2 = 0)"));

    private static final int OF_A_KIND = 4;
    private static final String LARGE = "CASE WHEN i % 10 = 0 THEN repeat(md5(i::text), 125) END";

    private WideRows() {}

    /** Makes it with this many rows, in memory and vacuumed. */
    static void make(PostgresSource source, String table, long rows) {
        source.execute("CREATE TABLE " + table + " (id bigint PRIMARY KEY, "
                + columns((kind, number) -> "c" + number + " " + kind.type()) + ", large text)");
        source.execute("INSERT INTO " + table + " SELECT i, "
                + columns((kind, number) -> "(" + kind.value().formatted(number) + ")::" + kind.type()) + ", " + LARGE
                + " FROM generate_series(1, " + rows + "::bigint) AS i");
        source.execute("VACUUM ANALYZE " + table);
        source.execute("CHECKPOINT");
    }

    /** What an entry of a list of columns is. */
    private interface Entry {
        String of(Kind kind, int number);
    }

    private static String columns(Entry entry) {
        return IntStream.range(0, KINDS.size() * OF_A_KIND)
                .mapToObj(number -> entry.of(KINDS.get(number % KINDS.size()), number))
                .collect(Collectors.joining(", "));
    }
}
