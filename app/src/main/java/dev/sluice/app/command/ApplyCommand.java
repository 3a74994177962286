/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ApplyReport;
import dev.sluice.app.view.PlanText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice apply}. */
@Command(
        name = "apply",
        header = "Do what the plan shows.",
        description = {
            "Does exactly what `plan` shows. After a failure, the next `apply` completes it; a second one does nothing. "
                    + "Changes of the source that wait for somebody (`ask` under `changes` in the configuration) are let in.",
        },
        footer = {
            "  sluice apply",
            "  sluice plan -c shop.yaml && sluice apply -c shop.yaml",
        })
final class ApplyCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    ApplyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "apply", pipeline -> {
            ApplyReport report = pipeline.apply(
                    step -> cli.err().println(PlanText.done(step, cli.terminal().errPaint())));
            cli.print(common, report, paint -> PlanText.applied(report));
            return 0;
        });
    }
}
