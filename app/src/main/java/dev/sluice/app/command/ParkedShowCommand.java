/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ParkedEvent;
import dev.sluice.app.view.ParkedText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code sluice parked show}. */
@Command(
        name = "show",
        header = "One of them: its text, what is wrong, what to do.",
        description =
                "One parked event: where it came from and when, what is wrong with it, its text, and what to do next.",
        footer = {
            "  sluice parked show shop.inventory.orders-0-17",
            "  sluice parked show shop.inventory.orders-0-17 --json | jq '.payload | fromjson'",
        })
final class ParkedShowCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(paramLabel = "ID", description = "Its id, as `sluice parked list` shows it.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private String id;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    ParkedShowCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "parked", pipeline -> {
            ParkedEvent event = pipeline.parked().show(id);
            cli.print(common, event, paint -> ParkedText.event(event, paint));
            return 0;
        });
    }
}
