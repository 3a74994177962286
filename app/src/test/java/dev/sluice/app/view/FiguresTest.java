/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "0, 0 B",
                "999, 999 B",
                "1000, 1.0 kB",
                "1440, 1.4 kB",
                "99950, 100 kB",
                "999499, 999 kB",
                "999500, 1.0 MB",
                "9223372036854775807, 9223 PB",
                "null, –",
            })
    void bytes(Long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "0, 0 ms",
                "57.4, 57 ms",
                "999.4, 999 ms",
                "999.5, 1.0 s",
                "119999, 120.0 s",
                "120000, 2 min",
                "7200000, 2.0 h",
                "NaN, –",
                "null, –",
            })
    void millis(Double ms, String text) {
        assertThat(Figures.millis(ms)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.04, 0.0", "9.94, 9.9", "9.95, 10", "500.4, 500"})
    void rate(double rate, String text) {
        assertThat(Figures.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.999, 99 %", "1, 100 %"})
    void percentIsNeverAheadOfTheTruth(double fraction, String text) {
        assertThat(Figures.percent(fraction)).isEqualTo(text);
    }
}
