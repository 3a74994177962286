/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code sluice parked}. */
@Command(
        name = "parked",
        header = "Events that could not be applied: list, show, replay, drop.",
        description = {
            "An event that can't be applied (a value that its type doesn't hold, unknown columns, a message that is not "
                    + "ours) is kept aside with its reason, and so is such a row of the initial load. The events after it go on.",
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "  sluice parked list",
            "  sluice parked show shop.inventory.orders-0-17",
            "  sluice parked replay --table inventory.orders",
            "  sluice parked drop shop.inventory.orders-0-17",
        })
final class ParkedCommand extends CommandGroup {
    /** With its four words. */
    static CommandLine of(Cli cli) {
        return new CommandLine(new ParkedCommand())
                .addSubcommand(new ParkedListCommand(cli))
                .addSubcommand(new ParkedShowCommand(cli))
                .addSubcommand(new ParkedReplayCommand(cli))
                .addSubcommand(new ParkedDropCommand(cli));
    }
}
