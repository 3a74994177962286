/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ApplyReport;
import dev.sluice.app.port.Pipeline;
import dev.sluice.app.port.PlanReport;
import dev.sluice.app.view.PlanText;
import dev.sluice.core.problem.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice destroy}. */
@Command(
        name = "destroy",
        header = "Take the pipeline away; asks first.",
        description = {
            "Takes the pipeline away: slot, publication, connector, topics and everything that it made in ClickHouse, "
                    + "the copied rows included. The source's tables are not touched. Shows what it would do and asks first.",
        },
        footer = {
            "  sluice destroy",
            "  sluice destroy -c shop.yaml --yes",
        })
final class DestroyCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    DestroyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "destroy", this::destroy);
    }

    private int destroy(Pipeline pipeline) {
        if (!yes) {
            PlanReport plan = pipeline.destroyPlan();
            if (!plan.steps().isEmpty()) {
                PlanText.lines(plan, cli.terminal().errPaint(), false).forEach(cli.err()::println);
                confirm(plan.pipeline());
            }
        }
        ApplyReport report = pipeline.destroy(
                step -> cli.err().println(PlanText.done(step, cli.terminal().errPaint())));
        cli.print(common, report, paint -> PlanText.destroyed(report));
        return 0;
    }

    /** The pipeline's name is the answer, so that nobody destroys the wrong one by habit. */
    private void confirm(String name) {
        cli.err().print("Type the pipeline's name to destroy it [" + name + "]: ");
        cli.err().flush();
        if (!name.equals(cli.ask())) {
            throw Problem.user(
                            "not-confirmed",
                            "Nothing was destroyed: the answer was not " + name + ".",
                            "Run it again and type the name, or add --yes.")
                    .asException();
        }
    }
}
