/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ParkedReport;
import dev.sluice.app.port.ParkedRequest;
import dev.sluice.app.view.ParkedText;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice parked list}. */
@Command(
        name = "list",
        header = "How many there are and why, and the oldest of them.",
        description = "How many events are parked and why, by table and reason, and the oldest of them with their ids.",
        footer = {
            "  sluice parked list",
            "  sluice parked list --table inventory.orders --limit 100",
            "  sluice parked list --json | jq -r '.listed[].id'",
        })
final class ParkedListCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description = "Only of this table; may be given more than once.")
    private List<String> tables = new ArrayList<>();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Events to list (default: ${DEFAULT-VALUE}); all are counted.")
    private int limit;

    @Option(names = "--closed", description = "Those that were replayed or dropped, the newest first.")
    private boolean closed;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    ParkedListCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        Bounds.check(spec, "--limit", limit, 0, 1_000_000);
        return cli.withPipeline(common, "parked", pipeline -> {
            ParkedReport report =
                    pipeline.parked().list(new ParkedRequest(List.of(), List.copyOf(tables), closed, limit));
            cli.print(
                    common,
                    report,
                    paint -> closed ? ParkedText.closed(report, paint) : ParkedText.list(report, paint));
            return 0;
        });
    }
}
