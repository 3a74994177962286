/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.port.VerifyRequest;
import dev.sluice.app.view.VerifyText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice verify}. */
@Command(
        name = "verify",
        header = "Compare source and target, row by row.",
        description = {
            "Compares source and target: row counts and a checksum of the content of every table, differences by key. "
                    + "Waits for the target to catch up first. Exits with 1 on any difference.",
        },
        footer = {
            "  sluice verify",
            "  sluice verify --table inventory.orders --limit 100",
            "  sluice verify --repair",
            "  sluice verify --json | jq .ok",
        })
final class VerifyCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description = "Only this table; may be given more than once.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Differences to list for each table (default: ${DEFAULT-VALUE}); all are counted.")
    private int limit;

    @Option(
            names = "--repair",
            description = {
                "Read the rows that differ again from the source, and no others. They get the version that the copy had of"
                        + " them, so changes that come meanwhile win. Exits with 0 if all could be mended."
            })
    private boolean repair;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    VerifyCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Bounds.check(spec, "--limit", limit, 0, 1_000_000);
        return cli.withPipeline(common, "verify", pipeline -> {
            VerifyReport report = pipeline.verify(new VerifyRequest(List.copyOf(tables), limit, repair));
            cli.print(common, report, paint -> VerifyText.lines(report, paint));
            return report.ok() ? 0 : 1;
        });
    }
}
