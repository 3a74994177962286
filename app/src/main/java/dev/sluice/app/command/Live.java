/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.LiveRun;
import dev.sluice.app.screen.LiveScreen;

/** Shows something while it runs. */
final class Live {
    private Live() {}

    /**
     * Runs it to its end with its state on stdout, or on stderr if stdout is for the result. However it ends, all is
     * stopped when this returns or throws.
     */
    static void show(Cli cli, LiveRun run, boolean onStdout) {
        LiveScreen screen = onStdout
                ? new LiveScreen(cli.out(), cli.terminal().out(), cli.terminal().outPaint(), run::state)
                : new LiveScreen(cli.err(), false, cli.terminal().errPaint(), run::state);
        // The screen is registered first, so it is closed last and still shows how the run stops.
        cli.closers().add("screen", screen);
        cli.closers().add("run", run);
        screen.open();
        try {
            run.run();
        } finally {
            cli.closers().closeAll();
        }
    }
}
