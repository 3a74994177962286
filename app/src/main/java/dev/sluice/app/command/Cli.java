/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.config.ConfigFile;
import dev.sluice.app.port.Pipeline;
import dev.sluice.app.port.Target;
import dev.sluice.app.port.Wiring;
import dev.sluice.app.process.Closers;
import dev.sluice.app.process.LogFile;
import dev.sluice.app.screen.ProgressBar;
import dev.sluice.app.screen.Terminal;
import dev.sluice.app.view.Json;
import dev.sluice.app.view.Paint;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.problem.Problem;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Scanner;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What the commands share: the systems behind them, the streams, and how a result becomes output.
 *
 * @param directory the current directory, which relative paths start from
 * @param in answers to questions
 * @param out results only
 * @param err progress, logs and errors
 */
public record Cli(
        Wiring wiring,
        Map<String, String> env,
        Path directory,
        InputStream in,
        PrintStream out,
        PrintStream err,
        Terminal terminal,
        Closers closers) {

    static final String DEFAULT_CONFIG = "sluice.yaml";

    /**
     * Reads the configuration, if there is one, and chooses the log file.
     *
     * @throws dev.sluice.core.problem.ProblemException if a file was named and is not there, or if it has faults
     */
    Target target(CommonOptions common, String command) {
        Path workspace = directory.resolve(common.workspace).normalize();
        LogFile.choose(workspace, command, common.verbose);
        Path file = directory.resolve(common.config == null ? Path.of(DEFAULT_CONFIG) : common.config);
        if (common.config == null && !Files.exists(file)) {
            return new Target(Optional.empty(), workspace);
        }
        PipelineConfig config =
                ConfigFile.read(file, common.config == null ? DEFAULT_CONFIG : common.config.toString(), env);
        return new Target(Optional.of(config), workspace);
    }

    /** Like {@link #target}, for commands that are about a pipeline: there has to be a file, or a demo in the workspace. */
    Target pipelineTarget(CommonOptions common, String command) {
        Target target = target(common, command);
        if (target.config().isEmpty() && !Files.isDirectory(target.workspace())) {
            throw Problem.user(
                            "no-configuration",
                            "There is no " + DEFAULT_CONFIG + " in " + directory + ", and no demo in "
                                    + target.workspace() + ".",
                            "Name a configuration with -c FILE (examples/shop.yaml is one), or start `sluice demo`.")
                    .asException();
        }
        return target;
    }

    /** Like {@link #pipelineTarget}, for commands that start a pipeline: it has to say where its Postgres is. */
    Target sourceTarget(CommonOptions common, String command) {
        Target target = pipelineTarget(common, command);
        if (target.config().flatMap(PipelineConfig::source).isEmpty()) {
            throw Problem.user(
                            "no-source",
                            "The configuration has no `source`; only the demo brings its own Postgres.",
                            "Add source.url, for example postgresql://127.0.0.1:5432/shop, or start `sluice demo`.")
                    .asException();
        }
        return target;
    }

    /** One line from stdin; empty if there is none. */
    String ask() {
        // Not buffered beyond need: only one question is ever asked.
        Scanner scanner = new Scanner(in, StandardCharsets.UTF_8);
        return scanner.hasNextLine() ? scanner.nextLine().strip() : "";
    }

    /** Runs one short piece of work on the pipeline and lets go of it whatever happens. */
    int withPipeline(CommonOptions common, String command, ToIntFunction<Pipeline> work) {
        Target target = pipelineTarget(common, command);
        ProgressBar bar = new ProgressBar(err, terminal.err(), terminal.errPaint());
        try {
            Pipeline pipeline = wiring.pipeline(target, bar::report);
            closers.add("pipeline", pipeline);
            bar.clear();
            return work.applyAsInt(pipeline);
        } finally {
            bar.clear();
            closers.closeAll();
        }
    }

    /** Prints a result: as JSON if that was asked for, else as the lines that {@code text} makes. */
    void print(CommonOptions common, Object report, Function<Paint, List<String>> text) {
        if (common.json) {
            out.println(Json.line(report));
        } else {
            text.apply(terminal.outPaint()).forEach(out::println);
        }
        out.flush();
    }
}
