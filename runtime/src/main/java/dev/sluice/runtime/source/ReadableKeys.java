/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.source;

import dev.sluice.core.problem.ProblemException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Asks Postgres for rows by the texts that a copy has of their keys. Postgres refuses a whole query for one text that is no value of its column's type
 * any more, as that of an enum's label which was renamed; it has no row with such a key.
 */
public final class ReadableKeys {
    private static final String UNREADABLE = "22P02";

    private ReadableKeys() {}

    /** Asks for these keys, again for parts of them where that is refused; those that are refused alone are left out. */
    public static void ask(List<List<String>> keys, Consumer<List<List<String>>> ask) {
        try {
            ask.accept(keys);
        } catch (ProblemException e) {
            if (!(e.getCause() instanceof SQLException cause) || !areRefused(cause)) {
                throw e;
            }
            if (keys.size() > 1) {
                int half = keys.size() / 2;
                ask(keys.subList(0, half), ask);
                ask(keys.subList(half, keys.size()), ask);
            }
        }
    }

    /** Whether Postgres has refused a text that is no value of its type. */
    public static boolean areRefused(SQLException e) {
        return UNREADABLE.equals(e.getSQLState());
    }
}
