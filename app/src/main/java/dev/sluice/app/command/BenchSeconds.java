/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What benchmarks have in common whose size is a time. */
final class BenchSeconds {
    @Option(names = "--seconds", paramLabel = "N", description = "How long it works at each rate.")
    @Nullable
    private Long seconds;

    @Option(names = "--quick", description = "A short time, for a first impression in minutes.")
    private boolean quick;

    @Mixin
    private final PlotOption plot = new PlotOption();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    /** Measures and prints; 0 if what was measured was right. */
    int run(Cli cli, CommonOptions common, BenchRequest.Name name, BenchSizes sizes) {
        long each = sizes.of(seconds, quick);
        Bounds.check(spec, "--seconds", each, 1, 3600);
        return BenchOptions.measure(cli, common, new BenchRequest(name, each, 1), plot);
    }
}
