/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that every command takes. */
final class CommonOptions {
    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The pipeline's configuration (default: sluice.yaml; without one, the demo's pipeline).")
    @Nullable
    Path config;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "Data and logs of the embedded services (default: .sluice).")
    Path workspace = Path.of(".sluice");

    @Option(names = "--json", description = "One JSON object on stdout, nothing else there.")
    boolean json;

    @Option(names = "--verbose", description = "The log on stderr too, and stack traces.")
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;
}
