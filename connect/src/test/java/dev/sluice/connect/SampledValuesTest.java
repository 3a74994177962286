/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Thousands of random values of the types whose text is put together here, against the real Postgres. */
class SampledValuesTest {
    private static final int ROWS = 2000;
    private static final List<String> COLUMNS = List.of("ts", "tz", "d", "iv", "p", "n", "b");

    @Test
    void everyValueIsWhatPostgresPrints() throws Exception {
        double seed = new Random().nextDouble();
        try (SourceDatabase source = SourceDatabase.start()) {
            source.execute(
                    "CREATE TABLE sampled (id int PRIMARY KEY, ts timestamp, tz timestamptz, d date, iv interval,"
                            + " p point, n numeric, b bytea, f4 real, f8 float8)");
            source.capture(Map.of());
            source.execute("SELECT setseed(" + seed + ")");
            source.execute("INSERT INTO sampled SELECT i, t, t AT TIME ZONE 'UTC', t::date,"
                    + " make_interval(months => (random() * 60 - 30)::int, days => (random() * 60 - 30)::int,"
                    + "   secs => round(((random() - 0.5) * 10 ^ (random() * 12 - 6))::numeric, 6)::float8),"
                    + " point((random() - 0.5) * 10 ^ (random() * 40 - 20), (random() - 0.5) * 10 ^ (random() * 600 - 300)),"
                    + " ((random() - 0.5) * 10 ^ (random() * 40 - 20))::numeric, decode(md5(i::text), 'hex'),"
                    + " ((random() - 0.5) * 10 ^ (random() * 60 - 30))::real, (random() - 0.5) * 10 ^ (random() * 600 - 300)"
                    + " FROM (SELECT i, timestamp '0001-01-01' + make_interval(secs => (random() - 0.016) * 9.2e12) AS t"
                    + "   FROM generate_series(1, " + ROWS + ") i) x");
            List<List<@Nullable String>> printed =
                    source.rows("SELECT format('%s', ts), format('%s', tz), format('%s', d),"
                            + " format('%s', iv), format('%s', p), format('%s', n), format('%s', b), f4::text, f8::text"
                            + " FROM sampled ORDER BY id");

            List<SourceDatabase.Message> messages = source.await(".sampled", ROWS);

            for (int i = 0; i < ROWS; i++) {
                JsonNode after = messages.get(i).value().get("after");
                List<@Nullable String> row = printed.get(i);
                for (int column = 0; column < COLUMNS.size(); column++) {
                    assertThat(after.get(COLUMNS.get(column)).asText())
                            .as("seed %s", seed)
                            .isEqualTo(row.get(column));
                }
                assertThat(Float.parseFloat(after.get("f4").asText()))
                        .as("seed %s", seed)
                        .isEqualTo(Float.parseFloat(String.valueOf(row.get(7))));
                assertThat(after.get("f8").doubleValue())
                        .as("seed %s", seed)
                        .isEqualTo(Double.parseDouble(String.valueOf(row.get(8))));
            }
        }
    }
}
