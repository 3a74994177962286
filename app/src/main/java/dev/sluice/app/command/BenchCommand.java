/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice bench}. */
@Command(
        name = "bench",
        header = "The benchmarks: our path beside a baseline, in one run.",
        description = {
            "Each starts engines of its own in a new folder of the workspace, makes its data, measures the paths in turn, "
                    + "prints medians and ratios, and deletes the folder. Nothing else should be busy on the machine meanwhile.",
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "  sluice bench load",
            "  sluice bench verify --quick --json",
        })
final class BenchCommand extends CommandGroup {
    /** With its words. */
    static CommandLine of(Cli cli) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new BenchLoadCommand(cli))
                .addSubcommand(new BenchStreamCommand(cli))
                .addSubcommand(new BenchLatencyCommand(cli))
                .addSubcommand(new BenchScaleCommand(cli))
                .addSubcommand(new BenchTablesCommand(cli))
                .addSubcommand(new BenchPgbenchCommand(cli))
                .addSubcommand(new BenchVerifyCommand(cli));
    }
}
