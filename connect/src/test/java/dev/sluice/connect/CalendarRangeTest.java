/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarRangeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1900-01-01",
                "2299-12-31",
                "1900-01-01 00:00:00",
                "2299-12-31 23:59:59.999999",
                "2299-12-31 23:59:59.999999+00"
            })
    void holdsFourCenturies(String text) {
        assertThat(CalendarRange.holds(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1899-12-31",
                "2300-01-01 00:00:00",
                "0001-01-01",
                "10000-01-01",
                "294276-12-31 23:59:59.999999",
                "1950-03-15 BC",
                "2000-03-15 00:00:00+00 BC",
                "infinity",
                "-infinity"
            })
    void holdsNothingElse(String text) {
        assertThat(CalendarRange.holds(text)).isFalse();
    }

    @Test
    void concernsDatesAlone() {
        assertThat(CalendarRange.concerns("1082")).isTrue();
        assertThat(CalendarRange.concerns("1114")).isTrue();
        assertThat(CalendarRange.concerns("1184")).isTrue();
        assertThat(CalendarRange.concerns("25")).isFalse();
        assertThat(CalendarRange.concerns("1182")).isFalse();
    }
}
