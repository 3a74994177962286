/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.IVersionProvider;

/** All commands in the order of the flow, and what they have in common. */
public final class CommandTree {
    private CommandTree() {}

    /** Runs one command line to its end and returns the exit code. */
    public static int run(Cli cli, List<String> args) {
        Failures failures = new Failures(cli, args.contains("--json"), args.contains("--verbose"));
        return of(cli).setParameterExceptionHandler((failure, ignored) -> failures.onParameters(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> failures.onException(failure))
                .execute(args.toArray(String[]::new));
    }

    /** The tree, for tests and for the reference page of the docs. */
    public static CommandLine of(Cli cli) {
        CommandLine root = new CommandLine(new RootCommand())
                .addSubcommand(new DemoCommand(cli))
                .addSubcommand(new RunCommand(cli))
                .addSubcommand(new PlanCommand(cli))
                .addSubcommand(new ApplyCommand(cli))
                .addSubcommand(new DestroyCommand(cli))
                .addSubcommand(new StatusCommand(cli))
                .addSubcommand(new WaitCommand(cli))
                .addSubcommand(new VerifyCommand(cli))
                .addSubcommand(new ResyncCommand(cli))
                .addSubcommand(new HistoryCommand(cli))
                .addSubcommand(ParkedCommand.of(cli))
                .addSubcommand(new TopicsCommand(cli))
                .addSubcommand(new GroupsCommand(cli))
                .addSubcommand(new TailCommand(cli))
                .addSubcommand(new SqlCommand(cli))
                .addSubcommand(new DoctorCommand(cli))
                .addSubcommand(new ServiceCommand(cli))
                .addSubcommand(BenchCommand.of(cli))
                // Maven's own options are among its arguments.
                .addSubcommand(new CommandLine(new TestCommand()).setUnmatchedOptionsArePositionalParams(true));
        root.getCommandSpec().versionProvider(new Version());
        root.setColorScheme(new ColorScheme.Builder(CommandLine.Help.defaultColorScheme(
                        cli.terminal().outPaint() == dev.sluice.app.view.Paint.ANSI ? Ansi.ON : Ansi.OFF))
                .build());
        root.setOut(new PrintWriter(cli.out(), true, StandardCharsets.UTF_8));
        root.setErr(new PrintWriter(cli.err(), true, StandardCharsets.UTF_8));
        root.setUsageHelpWidth(92).setCaseInsensitiveEnumValuesAllowed(true);
        arrange(root);
        return root;
    }

    private static void arrange(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .synopsisHeading("%nUsage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%nArguments:%n")
                .optionListHeading("%nOptions:%n")
                .commandListHeading("%nCommands:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(exitCodes())
                .footerHeading("%nExamples:%n")
                .sortOptions(false)
                .abbreviateSynopsis(true)
                .autoWidth(false);
        command.getSubcommands().values().forEach(CommandTree::arrange);
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        codes.put("0", "All is fine.");
        codes.put("1", "The check found a difference.");
        codes.put("2", "The command line, the configuration or a prerequisite is wrong.");
        codes.put("3", "A system can't be reached or used now.");
        codes.put("4", "A defect of Sluice.");
        return codes;
    }

    private static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String version = CommandTree.class.getPackage().getImplementationVersion();
            return new String[] {
                "sluice " + (version == null ? "(not packaged)" : version) + " on JDK " + Runtime.version()
            };
        }
    }
}
