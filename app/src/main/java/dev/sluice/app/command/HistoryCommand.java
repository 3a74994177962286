/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.HistoryReport;
import dev.sluice.app.port.HistoryRequest;
import dev.sluice.app.view.HistoryText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice history}. */
@Command(
        name = "history",
        description = {
            "Every version of one row, in commit order: what it was, who changed it when, and when it arrived.",
        },
        footer = {
            "  sluice history inventory.orders 42",
            "  sluice history inventory.inventory 7 berlin",
            "  sluice history inventory.orders 42 --json | jq '.versions[].op'",
        })
final class HistoryCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "SCHEMA.TABLE", description = "The table, as it is called in Postgres.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private String table;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "KEY",
            description = "The primary key: as many values as it has columns, in their order.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private List<String> key;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "Only the newest N versions (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    HistoryCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Bounds.check(spec, "--limit", limit, 1, 1_000_000);
        return cli.withPipeline(common, "history", pipeline -> {
            HistoryReport report = pipeline.history(new HistoryRequest(table, List.copyOf(key), limit));
            cli.print(common, report, paint -> HistoryText.lines(report, paint));
            return 0;
        });
    }
}
