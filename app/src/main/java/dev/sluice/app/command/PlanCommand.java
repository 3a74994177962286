/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.PlanReport;
import dev.sluice.app.view.PlanText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice plan}. */
@Command(
        name = "plan",
        header = "Show what apply would do; change nothing.",
        description = {
            "Shows every statement and REST call that `apply` would do, in every system, with the reason. Before them, what "
                    + "each new or changed table will be: its key, the type of every column, and what the copy can't "
                    + "hold; and which changes of the source `run` leaves to `apply`. Changes nothing.",
        },
        footer = {
            "  sluice plan",
            "  sluice plan -c shop.yaml --json | jq '.steps[].what'",
            "  sluice plan --tables",
            "  sluice plan --check || echo 'there is something to apply'",
        })
final class PlanCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--check", description = "Exit with 1 if there is anything to do.")
    private boolean check;

    @Option(names = "--tables", description = "What every table is, not only those that it makes or changes.")
    private boolean tables;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    PlanCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "plan", pipeline -> {
            PlanReport plan = pipeline.plan();
            cli.print(common, plan, paint -> PlanText.lines(plan, paint, tables));
            return check && !plan.steps().isEmpty() ? 1 : 0;
        });
    }
}
