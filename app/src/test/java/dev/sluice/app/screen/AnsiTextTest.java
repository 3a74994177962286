/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.view.Paint;
import org.junit.jupiter.api.Test;

class AnsiTextTest {
    @Test
    void coloursHaveNoWidth() {
        assertThat(AnsiText.width(Paint.ANSI.good("abc") + "d")).isEqualTo(4);
        assertThat(AnsiText.width("")).isZero();
        assertThat(AnsiText.width("●━😀")).isEqualTo(3);
    }

    @Test
    void whatFitsStaysAsItIs() {
        assertThat(AnsiText.clip(Paint.ANSI.good("abc"), 3)).isEqualTo(Paint.ANSI.good("abc"));
    }

    @Test
    void whatDoesNotFitIsCutAndTheColourEnds() {
        assertThat(AnsiText.clip("abcdef", 4)).isEqualTo("abc…");
        assertThat(AnsiText.clip(Paint.ANSI.good("abcdef"), 4)).isEqualTo("\033[32mabc…\033[0m");
    }
}
