/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** The texts that {@link PostgresTypesTest} compares with the real Postgres, at their edges, without one. */
class PostgresTextTest {

    @Test
    void datesBeforeChristAndAfterTheYear9999() {
        assertThat(PostgresText.date(LocalDate.of(2025, 7, 21))).isEqualTo("2025-07-21");
        assertThat(PostgresText.date(LocalDate.of(0, 12, 31))).isEqualTo("0001-12-31 BC");
        assertThat(PostgresText.date(LocalDate.of(-43, 3, 15))).isEqualTo("0044-03-15 BC");
        assertThat(PostgresText.date(LocalDate.of(20250, 1, 1))).isEqualTo("20250-01-01");
        assertThat(PostgresText.date(LocalDate.of(44, 1, 1))).isEqualTo("0044-01-01");
    }

    @Test
    void fractionsLoseTheirTrailingZerosOnly() {
        assertThat(PostgresText.timestamp(Instant.parse("2025-07-21T10:11:12.500Z")))
                .isEqualTo("2025-07-21 10:11:12.5");
        assertThat(PostgresText.timestamp(Instant.parse("2025-07-21T10:11:10Z")))
                .isEqualTo("2025-07-21 10:11:10");
        assertThat(PostgresText.timestamptz(Instant.parse("1969-12-31T23:59:59.000001Z")))
                .isEqualTo("1969-12-31 23:59:59.000001+00");
        assertThat(PostgresText.timestamptz(Instant.parse("-0043-03-15T01:02:03Z")))
                .isEqualTo("0044-03-15 01:02:03+00 BC");
    }

    @Test
    void intervalsShowTheSignThatChanges() {
        assertThat(PostgresText.interval(0, 0, 0, 0, 0, 0, 0)).isEqualTo("00:00:00");
        assertThat(PostgresText.interval(1, 2, 3, 4, 5, 6, 789000)).isEqualTo("1 year 2 mons 3 days 04:05:06.789");
        assertThat(PostgresText.interval(0, -10, -3, -4, -5, -6, -7)).isEqualTo("-10 mons -3 days -04:05:06.000007");
        assertThat(PostgresText.interval(0, -1, 1, 0, 0, 0, 0)).isEqualTo("-1 mons +1 day");
        assertThat(PostgresText.interval(0, 0, -1, 0, 0, 0, 5)).isEqualTo("-1 days +00:00:00.000005");
    }

    @Test
    void byteaIsHexadecimal() {
        assertThat(PostgresText.bytea(new byte[] {(byte) 0xde, 0, 127, -1})).isEqualTo("\\xde007fff");
        assertThat(PostgresText.bytea(new byte[0])).isEqualTo("\\x");
    }

    @Test
    void zonesThatAreUtcAllTheYear() {
        assertThat(SessionZone.isUtc(TimeZone.getTimeZone("Etc/UTC"))).isTrue();
        assertThat(SessionZone.isUtc(TimeZone.getTimeZone("Europe/London"))).isFalse();
        assertThat(SessionZone.isUtc(TimeZone.getTimeZone("Asia/Tokyo"))).isFalse();
        assertThat(SessionZone.isIn("[\"2025-01-01 00:00:00+09\",)")).isTrue();
        assertThat(SessionZone.isIn("{2025-01-01,12:30}")).isFalse();
    }
}
