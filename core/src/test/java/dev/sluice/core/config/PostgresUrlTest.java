/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
    @ParameterizedTest
    @CsvSource({
        "postgresql://db.internal:5433/shop, db.internal, 5433, shop",
        "postgresql://db/shop,               db,          5432, shop",
        "postgres://my_db:1/shop,            my_db,       1,    shop",
        "postgresql://[::1]:5432/my-shop,    ::1,         5432, my-shop",
    })
    void reads(String text, String host, int port, String database) {
        assertThat(PostgresUrl.parse(text)).isEqualTo(new PostgresUrl(host, port, database));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "db:5432/shop",
                "jdbc:postgresql://db/shop",
                "postgresql://db",
                "postgresql://db/",
                "postgresql:///shop",
                "postgresql://db:/shop",
                "postgresql://db:0/shop",
                "postgresql://db:65536/shop",
                "postgresql://ann:pw@db/shop",
                "postgresql://db/shop?sslmode=require",
                "postgresql://db/a/b",
            })
    void refuses(String text) {
        assertThatThrownBy(() -> PostgresUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("has to ")
                .hasMessageNotContaining("pw");
    }
}
