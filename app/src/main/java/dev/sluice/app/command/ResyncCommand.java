/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ResyncReport;
import dev.sluice.app.view.ResyncText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice resync}. */
@Command(
        name = "resync",
        header = "Read all rows of a table again.",
        description = {
            "Reads all rows of a table from the source again, as the first load did, and deletes from the copy what the "
                    + "source does not have. Readers see a whole copy meanwhile, changes go on, and the history is kept; "
                    + "that of a table without key begins anew. Use it when so much of a copy is wrong that `verify "
                    + "--repair`, which reads only the rows that differ, would take longer.",
            "If it is cut off, nothing is worse than before. Run it again: within a day it goes on where it was.",
        },
        footer = {
            "  sluice resync inventory.orders",
            "  sluice resync -c shop.yaml inventory.orders inventory.customers",
        })
final class ResyncCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "SCHEMA.TABLE", arity = "1..*", description = "The tables to read again.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--from-start",
            description =
                    "Begin with the first row also where one was cut off; for a copy that was damaged since then.")
    private boolean fromStart;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    ResyncCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "resync", pipeline -> {
            ResyncReport report = pipeline.resync(List.copyOf(tables), fromStart);
            cli.print(common, report, paint -> ResyncText.lines(report, paint));
            return 0;
        });
    }
}
