/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.DropReport;
import dev.sluice.app.port.Parked;
import dev.sluice.app.port.ParkedReport;
import dev.sluice.app.port.ParkedRequest;
import dev.sluice.app.port.Pipeline;
import dev.sluice.app.view.ParkedText;
import dev.sluice.core.problem.Problem;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice parked drop}. */
@Command(
        name = "drop",
        header = "Give them up; asks first.",
        description = {
            "Gives parked events up: what they changed will be neither in the copy nor in its history. A row that has not "
                    + "changed again since differs from the source until it does. Their texts are kept, and "
                    + "`parked list --closed` shows them. Asks first.",
        },
        footer = {
            "  sluice parked drop shop.inventory.orders-0-17",
            "  sluice parked drop --table inventory.orders --yes",
        })
final class ParkedDropCommand implements Callable<Integer> {
    private static final String ANSWER = "drop";

    private final Cli cli;

    @Mixin
    private final ParkedChoiceOptions choice = new ParkedChoiceOptions();

    @Option(names = "--yes", description = "Don't ask.")
    private boolean yes;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    ParkedDropCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        ParkedRequest request = choice.request(spec);
        return cli.withPipeline(common, "parked", pipeline -> drop(pipeline, request));
    }

    private int drop(Pipeline pipeline, ParkedRequest request) {
        Parked parked = pipeline.parked();
        ParkedReport goes = parked.list(request);
        if (!yes && goes.events() > 0) {
            confirm(goes);
        }
        DropReport report = parked.drop(request, goes);
        cli.print(common, report, paint -> ParkedText.dropped(report));
        return 0;
    }

    private void confirm(ParkedReport goes) {
        ParkedText.groups(goes, cli.terminal().errPaint()).forEach(cli.err()::println);
        cli.err()
                .println("What these changed will be neither in the copy nor in its history. Rows that have not changed"
                        + " again since differ from the source; `sluice verify` finds them.");
        cli.err()
                .print("Type " + ANSWER + " to give " + goes.events() + (goes.events() == 1 ? " event" : " events")
                        + " up: ");
        cli.err().flush();
        if (!ANSWER.equals(cli.ask())) {
            throw Problem.user(
                            "not-confirmed",
                            "Nothing was dropped: the answer was not " + ANSWER + ".",
                            "Run it again and type " + ANSWER + ", or add --yes.")
                    .asException();
        }
    }
}
