/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import dev.sluice.app.view.Paint;
import java.util.Map;

/**
 * What is known of the streams of this process. The launcher finds out whether stdout and stderr are terminals, which
 * a JVM can't tell of each of them, and passes it on as system properties.
 *
 * @param out whether stdout is a terminal
 * @param err whether stderr is one
 * @param colours whether the user wants colours: no {@code NO_COLOR}, and not a dumb terminal
 */
public record Terminal(boolean out, boolean err, boolean colours) {
    /** No terminal anywhere: a pipe, a file, a test. */
    public static final Terminal NONE = new Terminal(false, false, false);

    /** Reads {@code sluice.tty.out} and {@code sluice.tty.err}, {@code NO_COLOR} and {@code TERM}. */
    public static Terminal detect(Map<String, String> env) {
        boolean colours = env.getOrDefault("NO_COLOR", "").isEmpty()
                && !env.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(Boolean.getBoolean("sluice.tty.out"), Boolean.getBoolean("sluice.tty.err"), colours);
    }

    /** How to paint on stdout. */
    public Paint outPaint() {
        return out && colours ? Paint.ANSI : Paint.PLAIN;
    }

    /** How to paint on stderr. */
    public Paint errPaint() {
        return err && colours ? Paint.ANSI : Paint.PLAIN;
    }
}
