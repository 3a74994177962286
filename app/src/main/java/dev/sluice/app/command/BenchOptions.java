/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchRequest;
import dev.sluice.app.port.BenchRun;
import dev.sluice.app.screen.ProgressBar;
import dev.sluice.app.view.BenchText;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all benchmarks have in common. */
final class BenchOptions {
    @Option(names = "--rows", paramLabel = "N", description = "How many rows it makes.")
    @Nullable
    private Long rows;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each path is measured (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--quick", description = "A small table, for a first impression in minutes.")
    private boolean quick;

    @Mixin
    private final PlotOption plot = new PlotOption();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    /** Measures and prints; 0 if what was measured was right. */
    int run(Cli cli, CommonOptions common, BenchRequest.Name name, BenchSizes sizes) {
        long size = sizes.of(rows, quick);
        Bounds.check(spec, "--rows", size, 1, 1_000_000_000);
        Bounds.check(spec, "--runs", runs, 1, 100);
        return measure(cli, common, new BenchRequest(name, size, runs), plot);
    }

    /** Measures and prints; 0 if what was measured was right. */
    static int measure(Cli cli, CommonOptions common, BenchRequest request, PlotOption plot) {
        plot.check();
        ProgressBar bar =
                new ProgressBar(cli.err(), cli.terminal().err(), cli.terminal().errPaint());
        try {
            BenchRun bench = cli.wiring()
                    .bench(
                            cli.target(common, "bench-" + request.name().name().toLowerCase(Locale.ROOT)),
                            request,
                            bar::report);
            cli.closers().add("bench", bench);
            BenchReport report = bench.run();
            bar.clear();
            plot.write(report);
            cli.print(common, report, paint -> BenchText.lines(report, paint));
            return report.ok() ? 0 : 1;
        } finally {
            bar.clear();
            cli.closers().closeAll();
        }
    }
}
