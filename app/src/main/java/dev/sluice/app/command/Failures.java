/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.process.LogFile;
import dev.sluice.app.view.Json;
import dev.sluice.app.view.Paint;
import dev.sluice.core.problem.Owner;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How a command's failure reaches the user: two lines on stderr, one JSON object on stdout if JSON was asked for, and
 * the exit code of the problem's owner.
 */
final class Failures {
    private final Cli cli;
    private final boolean json;
    private final boolean verbose;

    Failures(Cli cli, boolean json, boolean verbose) {
        this.cli = cli;
        this.json = json;
        this.verbose = verbose;
    }

    /** A command that threw. */
    int onException(Exception failure) {
        if (failure instanceof ProblemException expected) {
            if (verbose && expected.getCause() != null) {
                expected.getCause().printStackTrace(cli.err());
            }
            return report(expected.problem());
        }
        if (LogFile.path().isEmpty()) {
            LogFile.choose(cli.directory().resolve(".sluice"), "sluice", false);
        }
        LoggerFactory.getLogger(Failures.class).error("unexpected failure", failure);
        if (verbose) {
            failure.printStackTrace(cli.err());
        }
        Path log = Path.of(LogFile.path());
        return report(new Problem(
                "unexpected-failure",
                Owner.OURS,
                false,
                "Sluice failed in a way that it should not: "
                        + failure.getClass().getSimpleName()
                        + (failure.getMessage() == null ? "" : ", " + failure.getMessage()),
                "Please report this with " + log + ", which holds the details."));
    }

    /** A command line that makes no sense. */
    int onParameters(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String help = "Run `" + command.getCommandSpec().qualifiedName() + " --help` for what there is.";
        if (failure instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            String next = suggestions.isEmpty() ? help : "Did you mean `" + String.join("` or `", suggestions) + "`?";
            return report(Problem.user("unknown-argument", unmatchedSentence(unmatched), next));
        }
        return report(Problem.user("bad-argument", sentence(failure), help));
    }

    private static String unmatchedSentence(UnmatchedArgumentException unmatched) {
        String first = unmatched.getUnmatched().getFirst();
        CommandLine command = unmatched.getCommandLine();
        String kind = unmatched.isUnknownOption() ? "option" : command.getParent() == null ? "command" : "argument";
        return "There is no " + kind + " `" + first + "` of `"
                + command.getCommandSpec().qualifiedName() + "`.";
    }

    private static String sentence(ParameterException failure) {
        String message = String.valueOf(failure.getMessage()).strip();
        return message.endsWith(".") ? message : message + ".";
    }

    private int report(Problem problem) {
        Paint paint = cli.terminal().errPaint();
        cli.err().println(paint.bad("error:") + " " + problem.what());
        cli.err().println(paint.accent("next:") + "  " + problem.next());
        cli.err().flush();
        if (json) {
            cli.out().println(Json.error(problem));
            cli.out().flush();
        }
        return problem.owner().exitCode();
    }
}
