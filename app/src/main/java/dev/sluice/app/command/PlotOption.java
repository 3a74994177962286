/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.view.BenchPlot;
import dev.sluice.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file that a benchmark's plot goes to, if one is wanted. */
final class PlotOption {
    @Option(names = "--svg", paramLabel = "FILE", description = "Draws the medians into this file.")
    @Nullable
    private Path file;

    /** Refuses a file that can't be written, before anything is measured. It stays as it is if it is there. */
    void check() {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file) || folder == null || !Files.isDirectory(folder)) {
            throw unwritable(file, Files.isDirectory(file) ? "it is a folder" : "there is no folder " + folder)
                    .asException();
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw unwritable(file, "you may not write there").asException();
        }
    }

    void write(BenchReport report) {
        if (file == null) {
            return;
        }
        try {
            Files.write(file, BenchPlot.lines(report));
        } catch (IOException e) {
            throw unwritable(file, e.toString()).asException();
        }
    }

    private static Problem unwritable(Path file, String why) {
        return Problem.user(
                "bench-plot", "the plot " + file + " can't be written: " + why, "Name another file with --svg.");
    }
}
