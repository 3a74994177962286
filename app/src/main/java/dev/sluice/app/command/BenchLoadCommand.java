/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice bench load}. */
@Command(
        name = "load",
        header = "The initial load of a table, beside other ways to read it.",
        description = {
            "Loads a table of six columns by a new pipeline, lets ClickHouse pull it with its table function postgresql() "
                    + "and copy it by its engine MaterializedPostgreSQL, lets Debezium make a snapshot of it (of at most "
                    + "200,000 rows), and reads it by a COPY that drops the rows, in turn. Then the same with a tenth as many "
                    + "rows of fifty columns. Compares the copy with the table after each load.",
        },
        footer = {
            "  sluice bench load",
            "  sluice bench load --quick --json",
        })
final class BenchLoadCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final BenchOptions bench = new BenchOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    BenchLoadCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return bench.run(cli, common, BenchRequest.Name.LOAD, new BenchSizes(10_000_000, 500_000));
    }
}
