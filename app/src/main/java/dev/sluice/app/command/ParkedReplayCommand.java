/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ParkedRequest;
import dev.sluice.app.port.ReplayReport;
import dev.sluice.app.view.ParkedText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice parked replay}. */
@Command(
        name = "replay",
        header = "Put them through the pipeline again, after the cause was mended.",
        description = {
            "Puts parked events through the pipeline again. That is exact whatever has changed meanwhile: each change has "
                    + "its place in commit order, so a row that has changed since keeps its newer state, and the history "
                    + "gets what it lacked. What is refused again stays parked with its new error, and the exit code is 1.",
        },
        footer = {
            "  sluice parked replay shop.inventory.orders-0-17",
            "  sluice parked replay --table inventory.orders",
            "  sluice parked replay --all --json | jq .refused",
        })
final class ParkedReplayCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final ParkedChoiceOptions choice = new ParkedChoiceOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    ParkedReplayCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        ParkedRequest request = choice.request(spec);
        return cli.withPipeline(common, "parked", pipeline -> {
            ReplayReport report = pipeline.parked().replay(request);
            cli.print(common, report, paint -> ParkedText.replayed(report, paint));
            return report.ok() ? 0 : 1;
        });
    }
}
