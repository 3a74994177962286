/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into one table, in COPY's text format
 * (https://www.postgresql.org/docs/16/sql-copy.html#id-1.9.3.55.9.2). Holds at most a few tens of kilobytes; {@link
 * #finish} makes the rows count, closing without it takes them back.
 */
final class CopyRows implements AutoCloseable {
    private static final int FLUSH_AT = 32 * 1024;

    private final CopyIn copy;
    private final StringBuilder pending = new StringBuilder();

    private CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    static CopyRows into(Connection connection, String copyStatement) throws SQLException {
        return new CopyRows(connection.unwrap(PGConnection.class).getCopyAPI().copyIn(copyStatement));
    }

    /** One row; each value goes as its text form, null as SQL's NULL. */
    void row(@Nullable Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            if (i > 0) {
                pending.append('\t');
            }
            append(values[i]);
        }
        pending.append('\n');
        if (pending.length() >= FLUSH_AT) {
            flush();
        }
    }

    /** Ends the COPY. */
    long finish() throws SQLException {
        flush();
        return copy.endCopy();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void append(@Nullable Object value) {
        if (value == null) {
            pending.append("\\N");
            return;
        }
        String text = value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> pending.append("\\\\");
                case '\t' -> pending.append("\\t");
                case '\n' -> pending.append("\\n");
                case '\r' -> pending.append("\\r");
                default -> pending.append(c);
            }
        }
    }

    private void flush() throws SQLException {
        byte[] bytes = pending.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        pending.setLength(0);
    }
}
