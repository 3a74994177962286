/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice bench latency}. */
@Command(
        name = "latency",
        header = "From commit in the source to visible in ClickHouse.",
        description = {
            "Commits rows at 1, 100 and 1000 changes a second, and asks ClickHouse again and again which of them a reader "
                    + "sees. Compares the copy with the table at the end.",
        },
        footer = {
            "  sluice bench latency",
            "  sluice bench latency --seconds 60 --json",
        })
final class BenchLatencyCommand implements Callable<Integer> {
    private static final long USUAL_SECONDS = 30;
    private static final long QUICK_SECONDS = 10;

    private final Cli cli;

    @Option(names = "--seconds", paramLabel = "N", description = "How long each rate is kept up (default: 30).")
    @Nullable
    private Long seconds;

    @Option(names = "--quick", description = "Ten seconds each, for a first impression in about a minute.")
    private boolean quick;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    BenchLatencyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        long each = seconds != null ? seconds : quick ? QUICK_SECONDS : USUAL_SECONDS;
        Bounds.check(spec, "--seconds", each, 1, 3600);
        return BenchOptions.measure(cli, common, new BenchRequest(BenchRequest.Name.LATENCY, each, 1));
    }
}
