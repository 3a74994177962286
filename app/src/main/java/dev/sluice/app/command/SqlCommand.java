/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice sql}. */
@Command(
        name = "sql",
        description = {
            "Runs one statement on ClickHouse and prints the answer as it arrives: a table on a terminal, else tab-separated",
            "with names, with --json ClickHouse's JSON format.",
        },
        footer = {
            "  sluice sql 'SELECT count() FROM inventory.orders'",
            "  sluice sql 'SELECT * FROM inventory.orders_history ORDER BY _lsn' --format CSVWithNames > orders.csv",
            "  sluice sql 'SHOW TABLES FROM inventory' --json | jq .data",
        })
final class SqlCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "STATEMENT", description = "One statement in ClickHouse's SQL.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private String statement;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            description = "Any output format of ClickHouse, for example CSVWithNames.")
    @Nullable
    private String format;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    SqlCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        if (common.json && format != null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--json and --format exclude each other");
        }
        if (statement.isBlank()) {
            throw new CommandLine.ParameterException(spec.commandLine(), "the statement is empty");
        }
        return cli.withPipeline(common, "sql", pipeline -> {
            pipeline.sql(statement, chosenFormat(), cli.out());
            cli.out().flush();
            return 0;
        });
    }

    private String chosenFormat() {
        if (format != null) {
            return format;
        }
        if (common.json) {
            return "JSON";
        }
        return cli.terminal().out() ? "PrettyCompact" : "TabSeparatedWithNames";
    }
}
