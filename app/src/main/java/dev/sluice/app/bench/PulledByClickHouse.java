/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.target.ObjectName;
import dev.sluice.runtime.target.ClickHouse;
import java.util.Optional;

/** ClickHouse reads the table by itself, with its {@code postgresql} table function, into a plain table of the same columns. */
final class PulledByClickHouse {
    private static final ObjectName TABLE = new ObjectName("bench_pull", Orders.NAME);

    private final ClickHouse clickhouse;
    private final PostgresAddress source;

    PulledByClickHouse(ClickHouse clickhouse, PostgresAddress source) {
        this.clickhouse = clickhouse;
        this.source = source;
    }

    /** Makes the table anew, empty. */
    void prepare() {
        clickhouse.execute("CREATE DATABASE IF NOT EXISTS " + TABLE.database());
        drop();
        clickhouse.execute(Orders.target(TABLE, "", "MergeTree"));
    }

    /** Reads all rows into it. */
    void pull() {
        clickhouse.execute("INSERT INTO " + TABLE.quoted() + " SELECT * FROM postgresql("
                + literal(source.host() + ":" + source.port()) + ", " + literal(source.database()) + ", "
                + literal(Orders.NAME) + ", " + literal(source.user()) + ", "
                + literal(Optional.ofNullable(source.password())
                        .map(Secret::reveal)
                        .orElse(""))
                + ", " + literal(Orders.SCHEMA) + ")");
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
