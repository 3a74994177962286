/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {
    /** Java's shortest digits lie on the border of the interval here, which Postgres leaves out. */
    @ParameterizedTest
    @CsvSource({"-9.391064046495181e+16", "9.391064046495181e+16", "9007199254740993", "1.5", "1e+22"})
    void printsTheFewestDigitsThatPostgresWouldPrint(String text) {
        double value = Double.parseDouble(text);

        assertThat(Double.parseDouble(Geometry.number(value))).isEqualTo(value);
        if (text.contains("9.39")) {
            assertThat(Geometry.number(value)).isEqualTo(text);
        }
    }

    @Test
    void keepsTheSignOfZero() {
        assertThat(Geometry.number(-0.0)).isEqualTo("-0");
    }
}
