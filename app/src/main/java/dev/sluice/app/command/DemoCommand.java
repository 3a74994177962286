/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.DemoRequest;
import dev.sluice.app.port.DemoRun;
import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.view.VerifyText;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice demo}. */
@Command(
        name = "demo",
        header = "The whole system on this machine, with nothing prepared.",
        description = {
            "Starts all four engines, fills a sample shop, makes inserts, updates and deletes, and shows live how they "
                    + "arrive in ClickHouse. Ctrl-C ends it; the next start goes on with the same data.",
            "",
            "With --headless it ends by itself: load, run the workload, wait for it, compare every table, print. What it "
                    + "measures begins after a warm-up, in which the engines' code is compiled.",
        },
        footer = {
            "  sluice demo",
            "  sluice demo --rate 500",
            "  sluice demo --headless --seconds 30 --rate 500 --json",
        })
final class DemoCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(
            names = "--headless",
            description = "No live view; end after the workload, with a comparison of all tables.")
    private boolean headless;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "With --headless: how long the workload runs (default: 30).")
    @Nullable
    private Integer seconds;

    @Option(
            names = "--warmup",
            paramLabel = "N",
            description = "With --headless: for how many seconds the workload runs before that (default: 5).")
    @Nullable
    private Integer warmup;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Changes a second (default: ${DEFAULT-VALUE}).",
            defaultValue = "100")
    private int rate;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    DemoCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        if (seconds != null && !headless) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--seconds needs --headless; without it the demo runs until Ctrl-C");
        }
        if (warmup != null && !headless) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--warmup needs --headless; without it nothing is measured but the last seconds");
        }
        if (common.json && !headless) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--json needs --headless; `sluice status --json` shows a demo that runs");
        }
        Bounds.check(spec, "--seconds", seconds == null ? 30 : seconds, 1, 86_400);
        Bounds.check(spec, "--warmup", warmup == null ? 5 : warmup, 0, 3_600);
        Bounds.check(spec, "--rate", rate, 1, 1_000_000);
        DemoRequest request =
                new DemoRequest(headless, seconds == null ? 30 : seconds, warmup == null ? 5 : warmup, rate);
        DemoRun demo = cli.wiring().demo(cli.target(common, "demo"), request);
        Live.show(cli, demo, !headless);
        if (!headless) {
            return 0;
        }
        VerifyReport report = demo.report();
        cli.print(common, report, paint -> VerifyText.lines(report, paint));
        return report.ok() ? 0 : 1;
    }
}
