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

@Command(
        name = "tables",
        header = "What a pipeline of a thousand tables takes.",
        description = {
            "Makes so many tables and a pipeline of all of them: how long until a change of each is there, what all "
                    + "processes take while nothing happens, and how long a change of a single table is on its way. Compares "
                    + "the copies at the end.",
        },
        footer = {
            "  sluice bench tables",
            "  sluice bench tables --tables 100 --json",
        })
final class BenchTablesCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--tables", paramLabel = "N", description = "How many tables there are (default: 1000).")
    @Nullable
    private Long tables;

    @Option(names = "--quick", description = "Fewer tables, for a first impression in minutes.")
    private boolean quick;

    @Mixin
    private final PlotOption plot = new PlotOption();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    BenchTablesCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        long number = new BenchSizes(1000, 200).of(tables, quick);
        Bounds.check(spec, "--tables", number, 1, 5000);
        return BenchOptions.measure(cli, common, new BenchRequest(BenchRequest.Name.TABLES, number, 1), plot);
    }
}
