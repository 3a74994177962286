/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice bench pgbench}. */
@Command(
        name = "pgbench",
        header = "pgbench's transactions at full speed, and how far behind the copy is.",
        description = {
            "Four clients commit what pgbench commits by default (three updates and an insertion a transaction) as fast as they "
                    + "can, first without a pipeline and then with one: what that costs them, how many changes ClickHouse "
                    + "does not have yet when they stop, and how long it takes to catch up. Compares the copies at the end.",
        },
        footer = {
            "  sluice bench pgbench",
            "  sluice bench pgbench --seconds 60 --json",
        })
final class BenchPgbenchCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final BenchSeconds bench = new BenchSeconds();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    BenchPgbenchCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return bench.run(cli, common, BenchRequest.Name.PGBENCH, new BenchSizes(60, 10));
    }
}
