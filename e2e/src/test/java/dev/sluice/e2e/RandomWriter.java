/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.e2e.RandomTable.Column;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Random transactions on rows. */
final class RandomWriter implements RandomRun.Worker {
    /** So long a transaction may do nothing: longer than {@code run} takes to look at the catalog again. */
    private static final float MOST_SECONDS = 3;

    private final Map<String, RandomTable> tables;
    private final Random random;

    RandomWriter(Map<String, RandomTable> tables, Random random) {
        this.tables = tables;
        this.random = random;
    }

    @Override
    public int pause() {
        return random.nextInt(4) == 0 ? random.nextInt(1000) : random.nextInt(40);
    }

    @Override
    public void act(Connection connection, RandomRun.Say say) throws SQLException {
        if (random.nextInt(3) == 0) {
            change(say);
            return;
        }
        connection.setAutoCommit(false);
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            if (random.nextInt(4) == 0) {
                savepoint(say);
            } else if (random.nextInt(25) == 0) {
                say.say("SELECT pg_sleep(" + random.nextFloat(MOST_SECONDS) + ")");
            } else {
                change(say);
            }
        }
        if (random.nextInt(8) == 0) {
            say.say("ROLLBACK");
        } else {
            say.say("COMMIT");
        }
    }

    private void savepoint(RandomRun.Say say) throws SQLException {
        say.say("SAVEPOINT s");
        try {
            change(say);
        } catch (SQLException e) {
            say.say("ROLLBACK TO s");
            return;
        }
        say.say(random.nextInt(3) == 0 ? "ROLLBACK TO s" : "RELEASE s");
    }

    private void change(RandomRun.Say say) throws SQLException {
        List<RandomTable> now = List.copyOf(new TreeMap<>(tables).values());
        if (now.isEmpty()) {
            return;
        }
        RandomTable table = now.get(random.nextInt(now.size()));
        int what = random.nextInt(100);
        if (what < 5 && !table.keyed()) {
            say.say("INSERT INTO " + table.name() + " (" + table.list() + ") SELECT " + table.list() + " FROM "
                    + table.name() + some(table));
        } else if (what < 35) {
            say.say(table.insert(1 + random.nextInt(random.nextInt(10) == 0 ? 50 : 3), random) + conflict(table));
        } else if (what < 70) {
            say.say("UPDATE " + table.name() + " SET " + assignments(table) + some(table));
        } else if (what < 80) {
            Column key =
                    table.columns().stream().filter(Column::key).findFirst().orElseThrow();
            say.say("UPDATE " + table.name() + " SET " + key.quoted() + " = " + key.literal(random) + some(table));
        } else if (what < 95) {
            say.say("DELETE FROM " + table.name() + some(table));
        } else if (what < 98) {
            say.say(copy(table));
        } else {
            say.say("TRUNCATE " + table.name());
        }
    }

    /** Some rows come back all at once: those that COPY writes into one page have one position. */
    private static String copy(RandomTable table) {
        String columns = table.list();
        return "DO $do$ DECLARE file text := current_setting('data_directory') || '/copied-' || pg_backend_pid(); BEGIN"
                + " EXECUTE format($q$COPY (SELECT " + columns + " FROM " + table.name() + " LIMIT 30) TO %L$q$, file);"
                + " DELETE FROM " + table.name() + ";"
                + " EXECUTE format($q$COPY " + table.name() + " (" + columns + ") FROM %L$q$, file); END $do$";
    }

    private String conflict(RandomTable table) {
        List<Column> values = table.values();
        return switch (table.keyed() ? random.nextInt(4) : 0) {
            case 0 -> "";
            case 1 -> " ON CONFLICT DO NOTHING";
            default ->
                values.isEmpty()
                        ? ""
                        : " ON CONFLICT (" + table.key() + ") DO UPDATE SET "
                                + values.stream()
                                        .filter(column -> random.nextBoolean())
                                        .map(column -> column.quoted() + " = EXCLUDED." + column.quoted())
                                        .reduce((a, b) -> a + ", " + b)
                                        .orElse(values.getFirst().quoted() + " = DEFAULT");
        };
    }

    private String assignments(RandomTable table) {
        List<Column> values = table.values();
        if (values.isEmpty()) {
            Column any = table.columns().getFirst();
            return any.quoted() + " = " + any.quoted();
        }
        int from = random.nextInt(values.size());
        int to = Math.min(values.size(), from + 1 + random.nextInt(2));
        return values.subList(from, to).stream()
                .map(column -> column.quoted() + " = " + column.literal(random))
                .collect(Collectors.joining(", "));
    }

    /** Some rows by their place, so that no value needs to be known. */
    private String some(RandomTable table) {
        int rows = random.nextInt(6) == 0 ? 1 + random.nextInt(30) : 1;
        return " WHERE ctid IN (SELECT ctid FROM " + table.name() + " ORDER BY ctid OFFSET (SELECT count(*) * "
                + random.nextFloat() + " FROM " + table.name() + ")::int LIMIT " + rows + ")";
    }
}
