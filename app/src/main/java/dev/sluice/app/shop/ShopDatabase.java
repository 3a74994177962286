/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/** Where the shop's connections come from. Called from several threads. */
@FunctionalInterface
public interface ShopDatabase {

    /** A new connection in auto-commit mode; the caller closes it. */
    Connection connect() throws SQLException;

    /**
     * The database at an address. Connecting gives up after 5 s and a silent server after 10 s, so that whoever stops
     * the shop never waits longer than that.
     */
    static ShopDatabase at(PostgresAddress address) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {address.host()});
        source.setPortNumbers(new int[] {address.port()});
        source.setDatabaseName(address.database());
        source.setUser(address.user());
        source.setPassword(
                Optional.ofNullable(address.password()).map(Secret::reveal).orElse(""));
        source.setApplicationName("sluice-shop");
        source.setLoginTimeout(5);
        source.setConnectTimeout(5);
        source.setSocketTimeout(10);
        return source::getConnection;
    }
}
