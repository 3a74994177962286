/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import dev.sluice.e2e.types.RandomValues;
import dev.sluice.e2e.types.TypeCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A made-up table as those who write statements know it; another thread may have changed it meanwhile, and then the
 * statement fails.
 *
 * @param constraint the name of its primary key, if it has one
 * @param columns those that statements write
 * @param generated those of which the table began with a copy that Postgres generates; none without a key
 */
record RandomTable(String name, String constraint, boolean keyed, List<Column> columns, List<Column> generated) {
    /** Types that Postgres can index, whose values are small enough for it; those whose equals are not the same too. */
    private static final List<String> KEYS = List.of(
            "boolean",
            "smallint",
            "int",
            "bigint",
            "oid",
            "positive",
            "real",
            "double precision",
            "numeric(10,2)",
            "numeric",
            "money",
            "date",
            "timestamp",
            "timestamptz(3)",
            "time",
            "interval",
            "varchar(50)",
            "char(3)",
            "citext",
            "name",
            "uuid",
            "inet",
            "macaddr",
            "mood",
            "bit(5)",
            "int4range",
            "pg_lsn",
            "jsonb",
            "int[]");

    private static final List<String> TYPES =
            TypeCase.all().stream().map(TypeCase::type).toList();

    /** Names that some step on the way may take for its own. */
    private static final List<String> NAMES = List.of("v", "Value `1`", "_version", "_op", "op", "it's", "before");

    private static final int DISTINCT_KEYS = 12;

    /**
     * Debezium makes a BigDecimal of each number, which takes half a second of a core for one of 131,072 digits. Most of these
     * are drawn again: statements that change some dozens of them would hold up all tables for a minute.
     */
    private static final String SLOW = "1e131071";

    private static final int SLOW_OF = 50;

    RandomTable {
        columns = List.copyOf(columns);
        generated = List.copyOf(generated);
    }

    /** @param key whether it belongs to the key, or would if the table had one: it has few values, and is never NULL */
    record Column(String name, String type, boolean notNull, boolean key) {
        String quoted() {
            return quote(name);
        }

        String literal(Random random) {
            return seldomSlow(random, () -> drawn(random));
        }

        private String drawn(Random random) {
            RandomValues values = new RandomValues(random);
            if (key) {
                return values.key(type, DISTINCT_KEYS);
            }
            if (!notNull && random.nextInt(5) == 0) {
                return "NULL";
            }
            return Set.of("text", "citext").contains(type) && random.nextInt(3) == 0
                    ? values.large()
                    : values.literal(type);
        }
    }

    static RandomTable of(String name, Random random) {
        List<Column> columns = new ArrayList<>();
        int keys = 1 + random.nextInt(3);
        for (int i = 0; i < keys; i++) {
            columns.add(new Column("k" + i, KEYS.get(random.nextInt(KEYS.size())), true, true));
        }
        int others = 1 + random.nextInt(6);
        for (int i = 0; i < others; i++) {
            columns.add(random.nextInt(columns.size() + 1), column(freeName(columns, random), random));
        }
        // Most tables can have rows with values out of line.
        if (random.nextInt(3) > 0) {
            columns.add(new Column("body", "text", random.nextBoolean(), false));
        }
        boolean keyed = random.nextInt(4) > 0;
        List<Column> generated = columns.stream()
                .filter(column -> keyed && random.nextInt(4 * columns.size()) == 0)
                .toList();
        return new RandomTable(name, name + "_key", keyed, columns, generated);
    }

    /** What is drawn, but most of the slow values again. */
    static String seldomSlow(Random random, Supplier<String> draw) {
        String drawn = draw.get();
        return drawn.contains(SLOW) && random.nextInt(SLOW_OF) > 0 ? seldomSlow(random, draw) : drawn;
    }

    static Column column(String name, Random random) {
        return new Column(name, TYPES.get(random.nextInt(TYPES.size())), random.nextInt(3) == 0, false);
    }

    /** A name that none of these columns has. */
    static String freeName(List<Column> columns, Random random) {
        while (true) {
            String name = random.nextInt(4) == 0
                    ? NAMES.get(random.nextInt(NAMES.size()))
                    : "c" + Integer.toString(random.nextInt(1000), 36);
            if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                return name;
            }
        }
    }

    String create() {
        return "CREATE TABLE " + name + " ("
                + columns.stream()
                        .map(column -> column.quoted() + " " + column.type() + (column.notNull() ? " NOT NULL" : ""))
                        .collect(Collectors.joining(", "))
                + generated.stream()
                        .map(column -> ", " + quote("copy of " + column.name()) + " " + column.type()
                                + " GENERATED ALWAYS AS (" + column.quoted() + ") STORED")
                        .collect(Collectors.joining())
                + (keyed ? ", " + primaryKey() + ")" : "); ALTER TABLE " + name + " REPLICA IDENTITY FULL");
    }

    /** The constraint. */
    String primaryKey() {
        return "CONSTRAINT " + quote(constraint) + " PRIMARY KEY (" + key() + ")";
    }

    String key() {
        return columns.stream().filter(Column::key).map(Column::quoted).collect(Collectors.joining(", "));
    }

    List<Column> values() {
        return columns.stream().filter(column -> !column.key()).toList();
    }

    /** The columns that statements write, as SQL lists them. */
    String list() {
        return columns.stream().map(Column::quoted).collect(Collectors.joining(", "));
    }

    /** An INSERT of some rows; what happens to those whose key is there already is for the caller to say. */
    String insert(int rows, Random random) {
        return "INSERT INTO " + name + " (" + list() + ") VALUES "
                + IntStream.range(0, rows)
                        .mapToObj(i -> columns.stream()
                                .map(column -> column.literal(random))
                                .collect(Collectors.joining(", ", "(", ")")))
                        .collect(Collectors.joining(", "));
    }

    RandomTable with(List<Column> others) {
        return new RandomTable(name, constraint, keyed, others, generated);
    }

    RandomTable renamed(String other) {
        return new RandomTable(other, constraint, keyed, columns, generated);
    }

    RandomTable keyed(boolean now) {
        return new RandomTable(name, constraint, now, columns, generated);
    }

    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
