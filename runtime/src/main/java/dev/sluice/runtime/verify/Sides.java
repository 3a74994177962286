/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.verify.Checksum;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.runtime.control.Systems;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks both databases the same questions about one table. */
final class Sides {
    private static final int FETCH = 10_000;

    private final Systems systems;
    private final RowTexts texts;

    Sides(Systems systems, RowTexts texts) {
        this.systems = systems;
        this.texts = texts;
    }

    /** Where ranges of keys end; {@code next} is the query for the end after a given one. */
    static List<Long> cuts(Systems systems, Function<OptionalLong, String> next) {
        return systems.postgres().with(connection -> {
            List<Long> cuts = new ArrayList<>();
            OptionalLong above = OptionalLong.empty();
            try (var statement = connection.createStatement()) {
                do {
                    ResultSet row = statement.executeQuery(next.apply(above));
                    above = row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
                    above.ifPresent(cuts::add);
                } while (above.isPresent());
            }
            return cuts;
        });
    }

    /** Count and sums of all rows. */
    Checksum checksum(Side side) {
        return Checksum.of(rows(side, texts.checksum(side)).getFirst());
    }

    /** Count and sums by bucket. */
    Map<String, List<@Nullable String>> checksums(Side side, int hexDigits) {
        Map<String, List<@Nullable String>> buckets = new HashMap<>();
        for (List<@Nullable String> row : rows(side, texts.checksums(side, hexDigits))) {
            buckets.put(String.valueOf(row.getFirst()), row.subList(1, row.size()));
        }
        return buckets;
    }

    /** Digest by key of all rows in these buckets. */
    Map<List<String>, String> digests(Side side, List<String> buckets, int hexDigits) {
        return byKey(rows(side, texts.digests(side, buckets, hexDigits)));
    }

    /** Digest by key of those rows that exist. */
    Map<List<String>, String> digestsOf(Side side, List<List<String>> keys) {
        return byKey(rows(side, texts.digestsOf(side, keys)));
    }

    /** The column texts of one row; empty if it does not exist. */
    Optional<List<@Nullable String>> row(Side side, List<String> key) {
        return rows(side, texts.row(side, key)).stream().findFirst();
    }

    private static Map<List<String>, String> byKey(List<List<@Nullable String>> rows) {
        Map<List<String>, String> digests = new HashMap<>();
        for (List<@Nullable String> row : rows) {
            List<String> key = new ArrayList<>();
            for (int i = 0; i < row.size() - 1; i++) {
                key.add(String.valueOf(row.get(i)));
            }
            // Two rows with one key must not pass as one.
            digests.merge(List.copyOf(key), String.valueOf(row.getLast()), (a, b) -> a + "+" + b);
        }
        return digests;
    }

    private List<List<@Nullable String>> rows(Side side, String sql) {
        return switch (side) {
            case SOURCE ->
                systems.postgres().with(connection -> {
                    connection.setAutoCommit(false);
                    connection.setReadOnly(true);
                    try (var statement = connection.createStatement()) {
                        statement.setFetchSize(FETCH);
                        ResultSet row = statement.executeQuery(sql);
                        int columns = row.getMetaData().getColumnCount();
                        List<List<@Nullable String>> rows = new ArrayList<>();
                        while (row.next()) {
                            List<@Nullable String> values = new ArrayList<>(columns);
                            for (int i = 1; i <= columns; i++) {
                                values.add(row.getString(i));
                            }
                            rows.add(Collections.unmodifiableList(values));
                        }
                        return rows;
                    }
                });
            case TARGET -> {
                List<List<@Nullable String>> rows = new ArrayList<>();
                systems.clickhouse().eachRow(sql, row -> {
                    List<@Nullable String> values = new ArrayList<>(row.size());
                    row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
                    rows.add(Collections.unmodifiableList(values));
                });
                yield rows;
            }
        };
    }
}
