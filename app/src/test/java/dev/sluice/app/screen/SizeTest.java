/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SizeTest {
    @Test
    void rowsComeFirst() {
        assertThat(Size.parse("50 132\n")).isEqualTo(new Size(132, 50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0 0", "stty: not a terminal", "24", "a b"})
    void whatIsNoSizeIsTheUsualOne(String text) {
        assertThat(Size.parse(text)).isEqualTo(Size.USUAL);
    }
}
