/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.runtime.source.PostgresSource;

/**
 * Changes the rows of {@link Orders#TABLE}, and knows which there are. Keys grow by one with each insertion. Updates are spread
 * over the rows of before the first deletion; a deletion takes a row that the transaction before has inserted, so that no row
 * is deleted twice. An insertion is the last change of each transaction.
 */
final class OrderChanges {
    private static final String COMMIT = """
            DO $$ BEGIN FOR t IN 0..%d LOOP
              %s
              COMMIT;
            END LOOP; END $$
            """;
    private static final String UPDATE = """
            UPDATE %1$s SET quantity = quantity + 1
              WHERE id = ANY (ARRAY(SELECT (1 + i * %2$d + t %% %2$d)::bigint FROM generate_series(0, %3$d) AS i));
            """;
    private static final String DELETE = "DELETE FROM %s WHERE id BETWEEN %s AND %s;\n";

    private final PostgresSource source;
    private long inserted;
    private long deleted;
    /** So many of the first keys are never deleted; 0 as long as nothing is. */
    private long settled;

    /** The table is empty. */
    OrderChanges(PostgresSource source) {
        this.source = source;
    }

    /** What was committed: how many changes, how many deletions among them, and the key of the last one, an insertion. */
    record Batch(long changes, long deletions, long lastKey) {}

    /** How many rows there are. */
    long rows() {
        return inserted - deleted;
    }

    /** The key of the row that was inserted last. */
    long lastKey() {
        return inserted;
    }

    /** Commits so many transactions, as fast as the source can. */
    Batch commit(Transactions each, long transactions) {
        if (settled == 0 && each.deletions() > 0) {
            settled = inserted - each.insertions();
        }
        String statements = updates(each) + deletions(each) + insertions(each) + ";";
        source.with(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("SET synchronous_commit = off");
                return statement.execute(COMMIT.formatted(transactions - 1, statements));
            }
        });
        long deletions = transactions * each.deletions();
        inserted += transactions * each.insertions();
        deleted += deletions;
        return new Batch(transactions * each.changes(), deletions, inserted);
    }

    private String updates(Transactions each) {
        return each.updates() == 0
                ? ""
                : UPDATE.formatted(Orders.TABLE, Math.max(1, settled / each.updates()), each.updates() - 1);
    }

    private String deletions(Transactions each) {
        return each.deletions() == 0
                ? ""
                : DELETE.formatted(
                        Orders.TABLE,
                        key(each, -each.insertions()),
                        key(each, each.deletions() - 1 - each.insertions()));
    }

    private String insertions(Transactions each) {
        return Orders.insert(key(each, 0), key(each, each.insertions() - 1));
    }

    /** SQL of a key that is so far behind the first one that transaction {@code t} inserts. */
    private String key(Transactions each, int behind) {
        return "(" + (inserted + 1 + behind) + " + t * " + each.insertions() + ")::bigint";
    }
}
