/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice} without a command: shows what there is. */
@Command(
        name = "sluice",
        description = {
            "A live, provably identical copy of PostgreSQL tables in ClickHouse:",
            "PostgreSQL -> Debezium on Kafka Connect -> Kafka -> ClickHouse.",
        },
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "  sluice demo                          see it work, with nothing prepared",
            "  sluice plan -c examples/shop.yaml    what it would do to your systems",
            "  sluice run -c examples/shop.yaml     do it, and keep it healthy",
            "",
            "`sluice COMMAND --help` explains a command.",
        })
final class RootCommand implements Runnable {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Option(names = "--version", versionHelp = true, description = "The version of Sluice and of the JDK under it.")
    boolean version;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
