/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice bench latency}. */
@Command(
        name = "latency",
        header = "From commit in the source to visible in ClickHouse.",
        description = {
            "Commits rows at 1, 100, 1000 and 10000 changes a second, and asks ClickHouse again and again which of them a reader "
                    + "sees. At 1000 it does so while another table is loaded, too, and with the same engines put together as "
                    + "tutorials do it. Compares the copies with the tables at the end.",
        },
        footer = {
            "  sluice bench latency",
            "  sluice bench latency --seconds 60 --json",
        })
final class BenchLatencyCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final BenchSeconds bench = new BenchSeconds();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    BenchLatencyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return bench.run(cli, common, BenchRequest.Name.LATENCY, new BenchSizes(30, 10));
    }
}
