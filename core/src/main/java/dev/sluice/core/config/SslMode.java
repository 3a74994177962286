/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a Postgres connection is encrypted and checked, named as libpq, pgjdbc and Debezium name it
 * (https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION).
 */
public enum SslMode {
    DISABLE,
    ALLOW,
    PREFER,
    REQUIRE,
    VERIFY_CA,
    VERIFY_FULL;

    /** {@code verify-full}: the word that the drivers understand. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The mode of that word, if there is one. */
    public static Optional<SslMode> of(String word) {
        return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
}
