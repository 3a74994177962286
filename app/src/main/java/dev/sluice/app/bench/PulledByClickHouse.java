/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.target.ObjectName;
import dev.sluice.runtime.target.ClickHouse;
import java.util.Optional;

/** ClickHouse reads a table by itself, with its {@code postgresql} table function, into a plain table of the types that it sees there. */
final class PulledByClickHouse {
    private static final ObjectName TABLE = new ObjectName("bench_pull", "pulled");

    private final ClickHouse clickhouse;
    private final String read;

    /** {@code table} is in the schema of the benchmarks. */
    PulledByClickHouse(ClickHouse clickhouse, PostgresAddress source, String table) {
        this.clickhouse = clickhouse;
        this.read = "SELECT * FROM postgresql("
                + literal(source.host() + ":" + source.port()) + ", " + literal(source.database()) + ", "
                + literal(table) + ", " + literal(source.user()) + ", "
                + literal(Optional.ofNullable(source.password())
                        .map(Secret::reveal)
                        .orElse(""))
                + ", " + literal(Orders.SCHEMA) + ")";
    }

    /** Makes the table anew, empty. */
    void prepare() {
        clickhouse.execute("CREATE DATABASE IF NOT EXISTS " + TABLE.database());
        drop();
        clickhouse.execute("CREATE TABLE " + TABLE.quoted() + " ENGINE = MergeTree ORDER BY id EMPTY AS " + read);
    }

    /** Reads all rows into it. */
    void pull() {
        clickhouse.execute("INSERT INTO " + TABLE.quoted() + " " + read);
    }

    /** How many rows are there. */
    long rows() {
        return Long.parseLong(clickhouse.value("SELECT count() FROM " + TABLE.quoted()));
    }

    /** Takes the table away, so that merging it disturbs nothing that comes after. */
    void drop() {
        clickhouse.execute("DROP TABLE IF EXISTS " + TABLE.quoted() + " SYNC");
    }
}
