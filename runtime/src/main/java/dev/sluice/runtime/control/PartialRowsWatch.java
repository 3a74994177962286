/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.GapFilling;
import dev.sluice.core.target.PartialRows;
import dev.sluice.core.target.TableShape;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.source.ReadableKeys;
import dev.sluice.runtime.target.ClickHouse;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Completes rows whose events lacked unchanged large values, or what Postgres generates. Idempotent; one thread at a time. */
public final class PartialRowsWatch {
    private static final int KEYS_AT_ONCE = 500;

    private final PostgresSource postgres;
    private final ClickHouse clickhouse;
    private final GapFiller filler;
    private final List<TargetTable> tables;

    /** What a table's gaps were at this moment of ClickHouse's clock; {@code moved}: rows with another key among them. */
    private record Gaps(boolean moved, String asOf) {}

    public PartialRowsWatch(Systems systems, List<TargetTable> tables) {
        this.postgres = systems.postgres();
        this.clickhouse = systems.clickhouse();
        this.filler = new GapFiller(postgres, clickhouse);
        this.tables = List.copyOf(tables);
    }

    /** Completes what can be completed now; returns how many tables had gaps. */
    public int completeOnce() {
        Map<String, Gaps> open = new HashMap<>();
        for (JsonNode row : clickhouse.rows(PartialRows.targetsWithGaps())) {
            open.put(
                    row.get(0).asText(),
                    new Gaps(row.get(1).asInt() == 1, row.get(2).asText()));
        }
        Map<String, TableShape> shapes = open.isEmpty() ? Map.of() : Observer.shapes(clickhouse);
        int worked = 0;
        for (TargetTable table : tables) {
            Gaps gaps = open.get(table.target());
            if (gaps == null) {
                continue;
            }
            if (table.isCounted()) {
                // The old row tells what the new one leaves out, but for changes from when the table had a key.
                clickhouse.execute(new PartialRows(table).closeLoaded());
            } else {
                complete(table.asNoted(shapes), gaps);
            }
            worked++;
        }
        return worked;
    }

    private void complete(TargetTable table, Gaps gaps) {
        PartialRows partial = new PartialRows(table);
        if (!clickhouse.value(partial.storesFit()).equals("1")) {
            return;
        }
        if (gaps.moved()) {
            followKeys(partial);
        }
        filler.fill(partial);
        clickhouse.execute(partial.close());
        if (clickhouse.value(partial.openSince(gaps.asOf())).equals("0")) {
            return;
        }
        String stuck;
        while (!(stuck = clickhouse.value(partial.stuck(gaps.asOf()))).equals("[]")) {
            if (!fillFromSource(table, partial, stuck)) {
                return;
            }
        }
    }

    /**
     * By reading the rows again, which a load may have missed or the history forgotten. Their events have been read, so their
     * transactions are over, and the source shows the rows as they were after that. Returns whether that could be done: not
     * from a table that has changed and is yet to be followed.
     */
    private boolean fillFromSource(TargetTable table, PartialRows partial, String stuck) {
        PartialRows readAgain = partial.readAgain(stuck, postgres.with(PostgresSource::walEnd));
        try {
            readAgain(table, readAgain.keys());
        } catch (ProblemException e) {
            if (e.problem().code().equals(TableLoader.CHANGED)) {
                return false;
            }
            throw e;
        }
        filler.fill(readAgain);
        clickhouse.execute(partial.close());
        clickhouse.execute(partial.closeStuck(stuck));
        return true;
    }

    private void readAgain(TargetTable table, String keysQuery) {
        List<List<String>> keys = new ArrayList<>();
        clickhouse.eachRow(keysQuery, row -> {
            List<String> key = new ArrayList<>();
            row.forEach(value -> key.add(value.asText()));
            keys.add(key);
        });
        RowTexts texts = new RowTexts(table);
        for (int at = 0; at < keys.size(); at += KEYS_AT_ONCE) {
            ReadableKeys.ask(
                    keys.subList(at, Math.min(keys.size(), at + KEYS_AT_ONCE)),
                    some -> TableLoader.reload(
                            postgres, clickhouse, table, texts.isOneOf(Side.SOURCE, some), BigInteger.ZERO));
        }
    }

    /** Until nothing moves: a row that changed its key twice is followed in two rounds. */
    private void followKeys(PartialRows partial) {
        String follow = new GapFilling(partial).followKeys();
        String before = "";
        String left = clickhouse.value(partial.unfollowed());
        while (!left.equals(before) && !left.equals("0")) {
            before = left;
            clickhouse.execute(follow);
            left = clickhouse.value(partial.unfollowed());
        }
    }
}
