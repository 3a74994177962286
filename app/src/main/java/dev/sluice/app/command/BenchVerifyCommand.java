/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice bench verify}. */
@Command(
        name = "verify",
        header = "Comparing a table with its copy, beside a COPY of it to nowhere.",
        description = {
            "Loads a table of six columns, then compares it with its copy and reads it by a plain COPY to /dev/null, in turn. "
                    + "Tells the longest transaction that the source saw, and how many of the table's blocks it read.",
        },
        footer = {
            "  sluice bench verify",
            "  sluice bench verify --rows 1000000 --runs 5 --json",
        })
final class BenchVerifyCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final BenchOptions bench = new BenchOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    BenchVerifyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return bench.run(cli, common, BenchRequest.Name.VERIFY, new BenchSizes(10_000_000, 500_000));
    }
}
