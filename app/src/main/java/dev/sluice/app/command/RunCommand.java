/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.Target;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice run}. */
@Command(
        name = "run",
        header = "Apply, then keep the pipeline healthy until stopped.",
        description = {
            "Applies the configuration, then keeps the pipeline healthy until it is stopped: it follows changes of the "
                    + "source's tables, completes rows and restarts what fails. Engines that the configuration does not "
                    + "name are started on this machine. Data of the last run is kept.",
        },
        footer = {
            "  sluice run",
            "  sluice run -c examples/shop.yaml",
            "  sluice run -c shop.yaml --workspace /var/lib/sluice > sluice.log",
        })
final class RunCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    RunCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Target target = cli.sourceTarget(common, "run");
        Live.show(cli, cli.wiring().run(target), !common.json);
        return 0;
    }
}
