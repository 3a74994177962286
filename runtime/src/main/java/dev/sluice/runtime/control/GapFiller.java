/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.GapFilling;
import dev.sluice.core.target.GeneratedValues;
import dev.sluice.core.target.PartialRows;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives changes what their events lacked, in bounded memory. Idempotent. */
final class GapFiller {
    /** What the insertion of gaps may take: the embedded engine has about twice as much for everything. */
    private static final long MEMORY = 512L << 20;

    private static final int ROWS_AT_ONCE = 1_000;
    private static final int CHARACTERS_AT_ONCE = 4 << 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PostgresSource postgres;
    private final ClickHouse clickhouse;

    GapFiller(PostgresSource postgres, ClickHouse clickhouse) {
        this.postgres = postgres;
        this.clickhouse = clickhouse;
    }

    /** All at once; if that takes too much memory, each half by itself: rows of tens of megabytes are few. */
    void fill(PartialRows gaps) {
        try {
            fill(gaps, MEMORY);
        } catch (ProblemException e) {
            if (!e.problem().code().equals("target-memory")) {
                throw e;
            }
            JsonNode middle = clickhouse.rows(gaps.middle()).getFirst();
            if (middle.get(0).asLong() < 2) {
                fill(gaps, 0);
                return;
            }
            fill(gaps.part(middle.get(1).asText(), false));
            fill(gaps.part(middle.get(1).asText(), true));
        }
    }

    /** {@code memory} is in bytes; 0 is what there is. */
    private void fill(PartialRows gaps, long memory) {
        String misfits = gaps.table().generated().isEmpty() ? "" : compute(gaps, memory);
        clickhouse.execute(new GapFilling(gaps).complete(memory));
        if (!misfits.isEmpty()) {
            GeneratedValues generated = new GeneratedValues(gaps);
            clickhouse.execute(generated.park(misfits));
            clickhouse.execute(generated.close(misfits));
        }
    }

    /** Has Postgres compute what it generates; returns the rows that their columns don't hold. */
    private String compute(PartialRows gaps, long memory) {
        GeneratedValues generated = new GeneratedValues(gaps);
        StringBuilder misfits = new StringBuilder();
        List<JsonNode> batch = new ArrayList<>();
        int[] characters = {0};
        clickhouse.eachRow(generated.inputs(memory), row -> {
            batch.add(row);
            characters[0] += row.toString().length();
            if (batch.size() == ROWS_AT_ONCE || characters[0] > CHARACTERS_AT_ONCE) {
                misfits.append(compute(generated, batch));
                batch.clear();
                characters[0] = 0;
            }
        });
        if (!batch.isEmpty()) {
            misfits.append(compute(generated, batch));
        }
        return misfits.toString();
    }

    private String compute(GeneratedValues generated, List<JsonNode> rows) {
        List<List<@Nullable String>> inputs = new ArrayList<>();
        for (JsonNode row : rows) {
            List<@Nullable String> texts = new ArrayList<>();
            row.get(3).forEach(text -> texts.add(text.isNull() ? null : text.asText()));
            inputs.add(texts);
        }
        List<ArrayNode> values = computed(generated.compute(inputs));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            lines.append(line(JSON.createArrayNode()
                    .add(row.get(0))
                    .add(row.get(1))
                    .add(row.get(2))
                    .add(values.get(i))));
        }
        clickhouse.execute(generated.insert(lines.toString()));
        return clickhouse.rows(generated.misfits(lines.toString())).stream()
                .map(GapFiller::line)
                .collect(Collectors.joining());
    }

    private List<ArrayNode> computed(String sql) {
        return postgres.with(connection -> {
            // The expressions are their tables' owners'.
            connection.setReadOnly(true);
            List<ArrayNode> values = new ArrayList<>();
            try (var statement = connection.createStatement()) {
                // Braces in the table's expressions are not JDBC's.
                statement.setEscapeProcessing(false);
                try (ResultSet row = statement.executeQuery(sql)) {
                    int columns = row.getMetaData().getColumnCount();
                    while (row.next()) {
                        ArrayNode texts = JSON.createArrayNode();
                        for (int i = 1; i <= columns; i++) {
                            texts.add(row.getString(i));
                        }
                        values.add(texts);
                    }
                }
            }
            return values;
        });
    }

    private static String line(JsonNode row) {
        try {
            return JSON.writeValueAsString(row) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
