/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.WaitReport;
import dev.sluice.app.view.Figures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice wait}. */
@Command(
        name = "wait",
        header = "Return when all that is committed is visible.",
        description = {
            "Returns when everything that was committed in Postgres before the call is visible in ClickHouse: a barrier "
                    + "for scripts, dbt runs and tests. Exits with 1 if the timeout comes first.",
        },
        footer = {
            "  sluice wait && dbt run",
            "  sluice wait --timeout 5s --json",
        })
final class WaitCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            defaultValue = "60s",
            description = "How long at most: 500ms, 30s, 5m (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets the default
    private Duration timeout;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    WaitCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "wait", pipeline -> {
            WaitReport report = pipeline.waitFor(timeout);
            cli.print(common, report, paint -> sentences(report));
            return report.reached() ? 0 : 1;
        });
    }

    private static List<String> sentences(WaitReport report) {
        return report.parked() == 0
                ? List.of(sentence(report))
                : List.of(
                        sentence(report),
                        report.parked() + (report.parked() == 1 ? " event is" : " events are")
                                + " parked and not in the copy: see `sluice parked list`.");
    }

    private static String sentence(WaitReport report) {
        String time = Figures.millis(report.waitedMs());
        return report.reached()
                ? "All that was committed up to " + report.lsn() + " is visible, after " + time + "."
                : "Not all that was committed before is visible after " + time + "; behind: "
                        + String.join(", ", report.behind()) + ".";
    }
}
