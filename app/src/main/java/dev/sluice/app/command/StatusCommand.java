/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.LiveState;
import dev.sluice.app.port.Pipeline;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.screen.LiveScreen;
import dev.sluice.app.view.Json;
import dev.sluice.app.view.StatusText;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice status}. */
@Command(
        name = "status",
        description = {
            "Every stage of every table: state, rows, rates, and how far each stage is behind in bytes, events and",
            "milliseconds; the slot and what it retains; the memory of what runs here.",
        },
        footer = {
            "  sluice status",
            "  sluice status --watch",
            "  sluice status --json | jq '.tables[] | {table, lag}'",
        })
final class StatusCommand implements Callable<Integer> {
    private static final long REFRESH_MS = 1000;

    private final Cli cli;

    @Option(names = "--watch", description = "Keep showing it until Ctrl-C; with --json, one object a line.")
    private boolean watch;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    StatusCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "status", this::show);
    }

    private int show(Pipeline pipeline) {
        StatusReport first = pipeline.status();
        if (!watch) {
            cli.print(common, first, paint -> StatusText.lines(first, paint));
            return 0;
        }
        long start = System.nanoTime();
        AtomicReference<LiveState> latest = new AtomicReference<>(live(first, start));
        if (!common.json) {
            LiveScreen screen = new LiveScreen(
                    cli.out(), cli.terminal().out(), cli.terminal().outPaint(), latest::get);
            cli.closers().add("screen", screen);
            screen.open();
        }
        while (pause()) {
            StatusReport status = pipeline.status();
            latest.set(live(status, start));
            if (common.json) {
                cli.out().println(Json.line(status));
                cli.out().flush();
            }
        }
        return 0;
    }

    private static LiveState live(StatusReport status, long start) {
        return new LiveState(status, (System.nanoTime() - start) / 1e9, "", List.of());
    }

    private static boolean pause() {
        try {
            Thread.sleep(REFRESH_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
