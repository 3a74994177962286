/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.BlockRange;
import dev.sluice.core.verify.Checksum;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.source.ReadableKeys;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks both databases the same questions about one table. */
final class Sides {
    private static final int FETCH = 10_000;

    /** 16 MiB in blocks of the usual size: no more than some hundred thousand rows, each with a digest of its own. */
    private static final int BLOCKS_AT_ONCE = 2_048;

    /** A server that can't read a range of blocks alone reads all of them at once. */
    private static final String BLOCKS = """
            WITH named AS (SELECT ?::regclass AS part)
            SELECT CASE WHEN current_setting('server_version_num')::int >= 140000
              THEN max(pg_relation_size(part)) / current_setting('block_size')::bigint ELSE 0 END
            FROM (SELECT part FROM named UNION SELECT relid FROM named, pg_partition_tree(part)) AS parts(part)
            """;

    private final Systems systems;
    private final RowTexts texts;

    Sides(Systems systems, RowTexts texts) {
        this.systems = systems;
        this.texts = texts;
    }

    /** Count and sums of all rows. */
    Checksum checksum(Side side) {
        return Checksum.sum(parts(side)
                .map(part -> Checksum.of(rows(side, part.checksum(side)).getFirst()))
                .toList());
    }

    /** Count and sums by bucket. */
    Map<String, Checksum> checksums(Side side, int hexDigits) {
        Map<String, Checksum> buckets = new HashMap<>();
        parts(side).forEach(part -> {
            for (List<@Nullable String> row : rows(side, part.checksums(side, hexDigits))) {
                buckets.merge(String.valueOf(row.getFirst()), Checksum.of(row.subList(1, row.size())), Checksum::plus);
            }
        });
        return buckets;
    }

    /** Digest by key of all rows in these buckets. */
    Map<List<String>, String> digests(Side side, List<String> buckets, int hexDigits) {
        return byKey(parts(side)
                .flatMap(part -> rows(side, part.digests(side, buckets, hexDigits)).stream())
                .toList());
    }

    /** Digest by key of those rows that exist. */
    Map<List<String>, String> digestsOf(Side side, List<List<String>> keys) {
        return byKey(ofKeys(side, keys, some -> texts.digestsOf(side, some)));
    }

    /** The column texts of one row; empty if it does not exist. */
    Optional<List<@Nullable String>> row(Side side, List<String> key) {
        return ofKeys(side, List.of(key), some -> texts.row(side, some.getFirst())).stream()
                .findFirst();
    }

    /** The source's table is read part by part, each in a transaction of its own, unless a range bounds what is read. */
    private Stream<RowTexts> parts(Side side) {
        return side == Side.TARGET || texts.isOfRange()
                ? Stream.of(texts)
                : BlockRange.of(blocks(), BLOCKS_AT_ONCE).stream().map(texts::in);
    }

    /** Of the table, or of the largest of its partitions: each is read by the same numbers of blocks. */
    private long blocks() {
        return systems.postgres().with(connection -> {
            try (var statement = connection.prepareStatement(BLOCKS)) {
                statement.setString(1, PgIdentifiers.quote(texts.table().source()));
                ResultSet row = statement.executeQuery();
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** The column texts, by key, of those rows that exist. */
    Map<List<String>, List<@Nullable String>> rows(Side side, List<List<String>> keys, TargetTable table) {
        int width = table.keyColumns().size();
        Map<List<String>, List<@Nullable String>> byKey = new HashMap<>();
        for (List<@Nullable String> row : ofKeys(side, keys, some -> texts.rows(side, some))) {
            List<String> key =
                    row.subList(0, width).stream().map(String::valueOf).toList();
            byKey.put(key, row.subList(width, row.size()));
        }
        return byKey;
    }

    private List<List<@Nullable String>> ofKeys(
            Side side, List<List<String>> keys, Function<List<List<String>>, String> query) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        ReadableKeys.ask(keys, some -> rows.addAll(rows(side, query.apply(some))));
        return rows;
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
