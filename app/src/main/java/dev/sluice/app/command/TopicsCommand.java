/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.TopicsReport;
import dev.sluice.app.view.KafkaText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice topics}. */
@Command(
        name = "topics",
        description = "The pipeline's topics: partitions, offsets, replicas, size.",
        footer = {
            "  sluice topics",
            "  sluice topics --json | jq '.topics[] | {name, messages}'",
        })
final class TopicsCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    TopicsCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "topics", pipeline -> {
            TopicsReport report = pipeline.topics();
            cli.print(common, report, paint -> KafkaText.topics(report, paint));
            return 0;
        });
    }
}
