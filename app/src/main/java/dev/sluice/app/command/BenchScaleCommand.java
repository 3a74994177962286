/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice bench scale}. */
@Command(
        name = "scale",
        header = "What a change costs as tables, rows and histories grow.",
        description = {
            "Commits insertions while nothing reads them, then lets the pipeline go: to 1, 10 and 100 tables, with rows of "
                    + "100, 1,000 and 10,000 bytes, and into a history that has 500 times as many changes already. Compares "
                    + "the copies at the end.",
        },
        footer = {
            "  sluice bench scale",
            "  sluice bench scale --quick --json",
        })
final class BenchScaleCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final BenchOptions bench = new BenchOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    BenchScaleCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return bench.run(cli, common, BenchRequest.Name.SCALE, new BenchSizes(200_000, 40_000));
    }
}
