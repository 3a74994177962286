/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Catalogs for tests, built as {@code table("s", "t").key("id", "int4").column("v", "text").build()}. */
public final class SampleSource {
    private final TableId id;
    private long filenode = 1;
    private ReplicaIdentity identity = ReplicaIdentity.DEFAULT;
    private int gaps;
    private boolean rowSecurity;
    private final List<SourceColumn> columns = new ArrayList<>();
    private final List<String> key = new ArrayList<>();

    private SampleSource(TableId id) {
        this.id = id;
    }

    public static SampleSource table(String schema, String name) {
        return new SampleSource(new TableId(schema, name));
    }

    /** Adds a column of the primary key. */
    public SampleSource key(String name, String type) {
        key.add(name);
        return add(name, type(type), true, Optional.empty());
    }

    /** Adds a column that accepts NULL. */
    public SampleSource column(String name, String type) {
        return add(name, type(type), false, Optional.empty());
    }

    public SampleSource notNull(String name, PgType type) {
        return add(name, type, true, Optional.empty());
    }

    /** Adds a column that came later, with a default that older rows show. */
    public SampleSource added(String name, PgType type, boolean notNull, String missing) {
        columns.add(new SourceColumn(
                columns.size() + 1 + gaps, name, type, notNull, Optional.empty(), Optional.of(missing)));
        return this;
    }

    public SampleSource identity(ReplicaIdentity of) {
        identity = of;
        return this;
    }

    /** Says that policies apply to the user. */
    public SampleSource rowSecurity() {
        rowSecurity = true;
        return this;
    }

    /** Leaves a number out, as a column does that was dropped. */
    public SampleSource dropped() {
        gaps++;
        return this;
    }

    /** Says that the rows have been rewritten. */
    public SampleSource rewritten() {
        filenode++;
        return this;
    }

    /** Adds a column that Postgres computes from these. */
    public SampleSource generated(String name, String type, String expression, Integer... inputs) {
        return generated(name, type, new Generation(expression, Set.of(inputs), true));
    }

    public SampleSource generated(String name, String type, Generation generation) {
        return add(name, type(type), false, Optional.of(generation));
    }

    public SampleSource generatedKey(String name, String type) {
        key.add(name);
        return add(name, type(type), true, Optional.of(new Generation("1", Set.of(), true)));
    }

    private SampleSource add(String name, PgType type, boolean notNull, Optional<Generation> generation) {
        columns.add(new SourceColumn(columns.size() + 1 + gaps, name, type, notNull, generation, Optional.empty()));
        return this;
    }

    public SourceTable build() {
        return new SourceTable(id, new Relation(1, filenode), columns, key, identity, rowSecurity);
    }

    public static PgType type(String name) {
        return new PgType(name, name, OptionalInt.empty(), OptionalInt.empty(), name);
    }

    public static PgType numeric(int precision, int scale) {
        String text = "numeric(" + precision + "," + scale + ")";
        return new PgType("numeric", text, OptionalInt.of(precision), OptionalInt.of(scale), text);
    }

    public static SourceCatalog catalog(SourceTable... tables) {
        return new SourceCatalog(server(), List.of(tables), List.of());
    }

    /** One that lacks nothing. */
    public static SourceCatalog.Server server() {
        return new SourceCatalog.Server(160003, "logical", true, true, "sluice", "shop", 10);
    }

    /** Orders of a shop, with a column of every kind of mapping. */
    public static SourceTable orders() {
        return table("inventory", "orders")
                .key("id", "int4")
                .notNull("order_date", type("date"))
                .notNull("price", numeric(10, 2))
                .column("note", "text")
                .column("created_at", "timestamp")
                .build();
    }

    /** Readings of a sensor, which nothing tells apart. */
    public static SourceTable readings() {
        return table("inventory", "readings")
                .notNull("at", type("timestamp"))
                .column("day", "date")
                .column("value", "float8")
                .identity(ReplicaIdentity.FULL)
                .build();
    }

    /** Coupons, told apart by a unique index. */
    public static SourceTable coupons() {
        return table("inventory", "coupons")
                .key("shop", "int4")
                .key("code", "text")
                .column("note", "text")
                .identity(ReplicaIdentity.INDEX)
                .build();
    }

    /** Names with whatever Postgres allows. */
    public static SourceTable weird() {
        return table("it's \"a\" sch.ema", "back\\slash `tick` täble 😀")
                .key("select", "int8")
                .key("quote\"d", "uuid")
                .column("it's", "text")
                .column("back\\slash", "bool")
                .column("back`tick", "float8")
                .column("with.dot", "bytea")
                .column("with space", "timestamptz")
                .column("ünïcödé", "bpchar")
                .column("_op", "inet")
                .column("_version", "money")
                .build();
    }
}
