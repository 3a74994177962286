/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.GroupsReport;
import dev.sluice.app.view.KafkaText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice groups}. */
@Command(
        name = "groups",
        description = "The consumer groups that read the pipeline's topics, and what each has still to read.",
        footer = {
            "  sluice groups",
            "  sluice groups --json | jq '.groups[] | {name, lag}'",
        })
final class GroupsCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    GroupsCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "groups", pipeline -> {
            GroupsReport report = pipeline.groups();
            cli.print(common, report, paint -> KafkaText.groups(report, paint));
            return 0;
        });
    }
}
