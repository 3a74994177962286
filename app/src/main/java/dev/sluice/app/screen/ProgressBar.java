/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import dev.sluice.app.view.Figures;
import dev.sluice.app.view.Paint;
import java.io.PrintStream;

/**
 * One line of progress on stderr. On a terminal it is drawn over itself; elsewhere each new phase is a line of its own.
 * Any thread may report.
 */
public final class ProgressBar {
    private static final int WIDTH = 28;
    private static final String CLEAR_LINE = "\r\033[K";

    private final PrintStream err;
    private final boolean terminal;
    private final Paint paint;
    private String phase = "";

    public ProgressBar(PrintStream err, boolean terminal, Paint paint) {
        this.err = err;
        this.terminal = terminal;
        this.paint = paint;
    }

    /** {@code fraction} is 0 to 1, or NaN if unknown. */
    public synchronized void report(String newPhase, double fraction) {
        if (terminal) {
            err.print(CLEAR_LINE + line(newPhase, fraction, paint));
            err.flush();
        } else if (!newPhase.equals(phase)) {
            err.println(newPhase);
        }
        phase = newPhase;
    }

    /** Takes the line away, so that something else can be printed. */
    public synchronized void clear() {
        if (terminal && !phase.isEmpty()) {
            err.print(CLEAR_LINE);
            err.flush();
        }
        phase = "";
    }

    /** {@code fetching the engine ━━━━━━━────── 43 %}. */
    static String line(String phase, double fraction, Paint paint) {
        return Double.isNaN(fraction)
                ? phase + " …"
                : phase + " " + bar(fraction, WIDTH, paint) + " " + Figures.percent(fraction);
    }

    /** A bar {@code width} characters wide. */
    static String bar(double fraction, int width, Paint paint) {
        int full = (int) Math.floor(Math.clamp(fraction, 0, 1) * width);
        return paint.accent("━".repeat(full)) + paint.dim("─".repeat(width - full));
    }
}
