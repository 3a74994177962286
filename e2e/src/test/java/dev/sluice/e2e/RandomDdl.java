/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.e2e.RandomTable.Column;
import dev.sluice.e2e.types.RandomValues;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Random changes of tables: those that the copies are said to follow. */
final class RandomDdl implements RandomRun.Worker {
    /** From, to, and the expression if there is no cast that Postgres does by itself. */
    private static final List<List<String>> CASTS = List.of(
            List.of("smallint", "int", ""),
            List.of("int", "bigint", ""),
            List.of("smallint", "bigint", ""),
            List.of("int", "text", ""),
            List.of("bigint", "numeric", ""),
            List.of("varchar(50)", "text", ""),
            List.of("varchar(50)", "varchar(70)", ""),
            List.of("char(3)", "char(8)", ""),
            List.of("char(3)", "text", ""),
            List.of("text", "int", "length(%s)"),
            List.of("numeric(10,2)", "numeric(14,2)", ""),
            List.of("numeric(10,2)", "numeric(14,4)", ""),
            List.of("numeric(18,6)", "numeric", ""),
            List.of("timestamp(3)", "timestamp", ""),
            List.of("timestamp", "timestamptz", ""),
            List.of("timestamp", "text", "%s::text"),
            List.of("date", "timestamp", ""),
            List.of("real", "double precision", ""),
            List.of("boolean", "int", "%s::int"),
            List.of("json", "jsonb", ""),
            List.of("uuid", "text", ""),
            List.of("int[]", "bigint[]", ""));

    private static final int MOST = 5;

    private final Map<String, RandomTable> tables;
    private final String prefix;
    private final Random random;
    private int created;

    /** New tables get names that begin with {@code prefix}. */
    RandomDdl(Map<String, RandomTable> tables, String prefix, Random random) {
        this.tables = tables;
        this.prefix = prefix;
        this.random = random;
    }

    @Override
    public int pause() {
        return random.nextInt(3) == 0 ? random.nextInt(20) : random.nextInt(3000);
    }

    @Override
    public void act(Connection connection, RandomRun.Say say) throws SQLException {
        List<RandomTable> now = List.copyOf(new TreeMap<>(tables).values());
        int what = random.nextInt(26);
        if (now.isEmpty() || what == 0 && now.size() < MOST) {
            RandomTable fresh = RandomTable.of(prefix + "new" + created++, random);
            say.say(fresh.create());
            tables.put(fresh.name(), fresh);
            return;
        }
        RandomTable table = now.get(random.nextInt(now.size()));
        if (what == 1 && now.size() > 1) {
            say.say("DROP TABLE " + table.name());
            tables.remove(table.name());
        } else if (what == 2) {
            RandomTable other = RandomTable.of(table.name(), random);
            if (random.nextBoolean()) {
                connection.setAutoCommit(false);
            }
            say.say("DROP TABLE " + table.name());
            tables.remove(table.name());
            say.say(other.create());
            if (!connection.getAutoCommit()) {
                say.say("COMMIT");
            }
            tables.put(other.name(), other);
        } else if (what == 3) {
            say.say("VACUUM FULL " + table.name());
        } else if (what < 6) {
            transaction(connection, table, say);
        } else if (what == 6) {
            String other = prefix + "renamed" + created++;
            say.say("ALTER TABLE " + table.name() + " RENAME TO " + other);
            tables.remove(table.name());
            tables.put(other, table.renamed(other));
        } else if (what == 7) {
            say.say("ALTER TABLE " + table.name() + " REPLICA IDENTITY "
                    + (table.keyed() && random.nextBoolean() ? "DEFAULT" : "FULL"));
        } else if (what < 10) {
            rekey(table, say);
        } else if (what < 12) {
            label(now, say);
        } else {
            tables.put(table.name(), alter(table, say));
        }
    }

    /** Takes the key away, or gives one, to a table without generated columns: those of a table without key are left out. */
    private void rekey(RandomTable table, RandomRun.Say say) throws SQLException {
        if (!table.generated().isEmpty()) {
            return;
        }
        String alter = "ALTER TABLE " + table.name() + " ";
        if (table.keyed()) {
            say.say(alter + "DROP CONSTRAINT " + RandomTable.quote(table.constraint()) + ", REPLICA IDENTITY FULL");
        } else {
            say.say("DELETE FROM " + table.name() + " WHERE ctid NOT IN (SELECT min(ctid) FROM " + table.name()
                    + " GROUP BY " + table.key() + ")");
            say.say(alter + "ADD " + table.primaryKey() + (random.nextBoolean() ? ", REPLICA IDENTITY DEFAULT" : ""));
        }
        tables.put(table.name(), table.keyed(!table.keyed()));
    }

    /** A new label of the enum, which a row gets at once, if any table has such a column. */
    private void label(List<RandomTable> now, RandomRun.Say say) throws SQLException {
        for (RandomTable table : now) {
            for (Column column : table.columns()) {
                if (column.type().equals("mood")) {
                    String label = "'" + prefix + created++ + "'";
                    say.say("ALTER TYPE mood ADD VALUE " + label + (random.nextBoolean() ? " BEFORE 'ok'" : ""));
                    say.say("UPDATE " + table.name() + " SET " + column.quoted() + " = " + label
                            + " WHERE ctid = (SELECT min(ctid) FROM " + table.name() + ")");
                    return;
                }
            }
        }
    }

    /** Rows before and after a change of columns, which come and go with it. */
    private void transaction(Connection connection, RandomTable table, RandomRun.Say say) throws SQLException {
        connection.setAutoCommit(false);
        say.say(table.insert(2, random) + " ON CONFLICT DO NOTHING");
        RandomTable changed = alter(table, say);
        say.say(changed.insert(2, random) + " ON CONFLICT DO NOTHING");
        if (random.nextBoolean()) {
            changed = alter(changed, say);
        }
        if (random.nextInt(4) == 0) {
            say.say("ROLLBACK");
        } else {
            say.say("COMMIT");
            tables.put(table.name(), changed);
        }
    }

    private RandomTable alter(RandomTable table, RandomRun.Say say) throws SQLException {
        List<Column> columns = new ArrayList<>(table.columns());
        int at = random.nextInt(columns.size());
        Column column = columns.get(at);
        String alter = "ALTER TABLE " + table.name() + " ";
        int what = random.nextInt(12);
        if (what < 3 || column.key() && what > 6) {
            Column any = RandomTable.column(RandomTable.freeName(columns, random), random);
            Column added = random.nextInt(5) == 0 ? new Column(any.name(), "mood", any.notNull(), false) : any;
            String fallback = fallback(added);
            boolean notNull = added.notNull() && !fallback.isEmpty();
            say.say(alter + "ADD COLUMN " + added.quoted() + " " + added.type() + fallback
                    + (notNull ? " NOT NULL" : ""));
            columns.add(new Column(added.name(), added.type(), notNull, false));
        } else if (what < 5) {
            if (!column.key() && table.values().size() > 1) {
                say.say(alter + "DROP COLUMN " + column.quoted() + " CASCADE");
                columns.remove(at);
            }
        } else if (what < 7) {
            String name = RandomTable.freeName(columns, random);
            say.say(alter + "RENAME COLUMN " + column.quoted() + " TO " + RandomTable.quote(name));
            columns.set(at, new Column(name, column.type(), column.notNull(), column.key()));
        } else if (what < 9) {
            if (column.notNull()) {
                say.say(alter + "ALTER COLUMN " + column.quoted() + " DROP NOT NULL");
            } else {
                say.say("DELETE FROM " + table.name() + " WHERE num_nulls(" + column.quoted() + ") = 1");
                say.say(alter + "ALTER COLUMN " + column.quoted() + " SET NOT NULL");
            }
            columns.set(at, new Column(column.name(), column.type(), !column.notNull(), false));
        } else {
            retype(columns, at, alter, say);
        }
        return table.with(columns);
    }

    private void retype(List<Column> columns, int at, String alter, RandomRun.Say say) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            int place = (at + i) % columns.size();
            Column column = columns.get(place);
            for (List<String> cast : CASTS) {
                if (cast.getFirst().equals(column.type()) && random.nextBoolean()) {
                    String using =
                            cast.get(2).isEmpty() ? "" : " USING " + cast.get(2).formatted(column.quoted());
                    say.say(alter + "ALTER COLUMN " + column.quoted() + " TYPE " + cast.get(1) + using);
                    columns.set(place, new Column(column.name(), cast.get(1), column.notNull(), column.key()));
                    return;
                }
            }
        }
    }

    /** What rows that are there already get: nothing, one value for all, or each its own. */
    private String fallback(Column column) {
        return RandomTable.seldomSlow(random, () -> {
            RandomValues values = new RandomValues(random);
            return switch (random.nextInt(3)) {
                case 0 -> "";
                case 1 -> " DEFAULT " + values.literal(column.type());
                default ->
                    " DEFAULT CASE WHEN random() < 0.5 THEN " + values.literal(column.type()) + " ELSE "
                            + values.literal(column.type()) + " END";
            };
        });
    }
}
