/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;

/** A connection on which every COPY yields as many rows of some 100 bytes, at no cost. */
final class RowsOfMemory extends CopyManager {
    private static final byte[] ROW =
            "23547312\t0\t1234567\t45678\t7\t345.67\torder number 1234567\t2026-01-15 06:56:07\n"
                    .getBytes(StandardCharsets.UTF_8);

    private final int rows;

    private RowsOfMemory(BaseConnection connection, int rows) throws SQLException {
        super(connection);
        this.rows = rows;
    }

    static BaseConnection connection(int rows) throws SQLException {
        CopyManager[] copies = new CopyManager[1];
        BaseConnection connection = (BaseConnection) Proxy.newProxyInstance(
                RowsOfMemory.class.getClassLoader(),
                new Class<?>[] {BaseConnection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "unwrap" -> proxy;
                    case "getCopyAPI" -> copies[0];
                    default -> null;
                });
        copies[0] = new RowsOfMemory(connection, rows);
        return connection;
    }

    @Override
    public CopyOut copyOut(String sql) {
        return new Rows(rows);
    }

    private static final class Rows implements CopyOut {
        private int left;

        Rows(int rows) {
            this.left = rows;
        }

        @Override
        public byte @Nullable [] readFromCopy() {
            return left-- > 0 ? ROW : null;
        }

        @Override
        public byte @Nullable [] readFromCopy(boolean block) {
            return readFromCopy();
        }

        @Override
        public int getFieldCount() {
            return 0;
        }

        @Override
        public int getFormat() {
            return 0;
        }

        @Override
        public int getFieldFormat(int field) {
            return 0;
        }

        @Override
        public boolean isActive() {
            return left > 0;
        }

        @Override
        public void cancelCopy() {
            left = 0;
        }

        @Override
        public long getHandledRowCount() {
            return -1;
        }
    }
}
