/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** How many characters a terminal shows. */
record Size(int columns, int rows) {
    /** What a terminal has when it does not say. */
    static final Size USUAL = new Size(80, 24);

    /** Asks {@code stty}, which every Unix has; the usual size if it does not answer within a second. */
    static Size ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return USUAL;
            }
            return parse(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return USUAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return USUAL;
        }
    }

    /** Reads {@code 24 80}: rows, then columns. */
    static Size parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        if (parts.length != 2) {
            return USUAL;
        }
        try {
            int rows = Integer.parseInt(parts[0]);
            int columns = Integer.parseInt(parts[1]);
            return rows < 1 || columns < 1 ? USUAL : new Size(columns, rows);
        } catch (NumberFormatException e) {
            return USUAL;
        }
    }
}
