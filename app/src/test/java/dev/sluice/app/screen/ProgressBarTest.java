/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.view.Paint;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void aTerminalSeesOneLineDrawnOverItself() {
        ProgressBar bar = new ProgressBar(err, true, Paint.PLAIN);
        bar.report("fetching", 0);
        bar.report("fetching", 0.5);
        bar.clear();
        assertThat(written())
                .isEqualTo("\r\033[Kfetching " + "─".repeat(28) + " 0 %" + "\r\033[Kfetching " + "━".repeat(14)
                        + "─".repeat(14) + " 50 %" + "\r\033[K");
    }

    @Test
    void aPipeSeesEachPhaseOnce() {
        ProgressBar bar = new ProgressBar(err, false, Paint.PLAIN);
        bar.report("fetching", 0);
        bar.report("fetching", 0.5);
        bar.report("loading", Double.NaN);
        bar.clear();
        assertThat(written().lines()).containsExactly("fetching", "loading");
    }

    @Test
    void aFractionOutsideOfItsBoundsIsNoTrouble() {
        assertThat(ProgressBar.bar(1.5, 4, Paint.PLAIN)).isEqualTo("━━━━");
        assertThat(ProgressBar.bar(-1, 4, Paint.PLAIN)).isEqualTo("────");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
