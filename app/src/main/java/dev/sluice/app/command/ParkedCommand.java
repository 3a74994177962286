/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice parked} without a word behind it: shows what there is. */
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
final class ParkedCommand implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    private boolean help;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    /** With its four words. */
    static CommandLine of(Cli cli) {
        return new CommandLine(new ParkedCommand())
                .addSubcommand(new ParkedListCommand(cli))
                .addSubcommand(new ParkedShowCommand(cli))
                .addSubcommand(new ParkedReplayCommand(cli))
                .addSubcommand(new ParkedDropCommand(cli));
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
