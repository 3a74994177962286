/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.Pipeline;
import dev.sluice.app.port.TailMessage;
import dev.sluice.app.port.TailRequest;
import dev.sluice.app.view.Json;
import dev.sluice.app.view.KafkaText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice tail}. */
@Command(
        name = "tail",
        description = "The newest messages of a table's topic: position, key and event as they are in Kafka.",
        footer = {
            "  sluice tail inventory.orders",
            "  sluice tail inventory.orders --last 0 --follow",
            "  sluice tail inventory.orders --follow --json | jq -c .key",
        })
final class TailCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "SCHEMA.TABLE", description = "The table, as it is called in Postgres.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private String table;

    @Option(
            names = "--last",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the newest messages (default: ${DEFAULT-VALUE}).")
    private int last;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on with new ones until Ctrl-C; with --json, one object a line.")
    private boolean follow;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    TailCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Bounds.check(spec, "--last", last, 0, 1_000_000);
        return cli.withPipeline(common, "tail", this::tail);
    }

    private int tail(Pipeline pipeline) {
        TailRequest request = new TailRequest(table, last, follow);
        if (common.json && !follow) {
            List<TailMessage> messages = new ArrayList<>();
            pipeline.tail(request, messages::add);
            cli.out().println(Json.line(Map.of("messages", messages)));
        } else {
            pipeline.tail(request, this::print);
        }
        cli.out().flush();
        return 0;
    }

    private void print(TailMessage message) {
        if (common.json) {
            cli.out().println(Json.line(message));
        } else {
            KafkaText.message(message, cli.terminal().outPaint()).forEach(cli.out()::println);
        }
        cli.out().flush();
    }
}
