/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.runtime.source.PostgresSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The limit of every loader: one connection takes the whole table's rows in text form, and drops them. */
final class CopyToNowhere {
    private CopyToNowhere() {}

    /** Returns how many rows came. */
    static long rows(PostgresSource source, String table) {
        return source.with(connection -> {
            CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut("COPY " + table + " TO STDOUT");
            long rows = 0;
            while (copy.readFromCopy() != null) {
                rows++;
            }
            return rows;
        });
    }
}
