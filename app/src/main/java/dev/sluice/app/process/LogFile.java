/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.process;

import java.nio.file.Path;

/**
 * Where this process writes its log: one file for each command, so that two commands in one workspace never share one.
 * Has to be chosen before the first line is logged; {@link LogConfigurator} reads it then.
 */
public final class LogFile {
    static final String PATH = "sluice.log.file";
    static final String VERBOSE = "sluice.log.verbose";

    private LogFile() {}

    /** Chooses {@code logs/sluice/COMMAND.log} in the workspace; {@code verbose} sends the log to stderr as well. */
    public static void choose(Path workspace, String command, boolean verbose) {
        Path file = workspace.resolve("logs").resolve("sluice").resolve(command + ".log");
        System.setProperty(PATH, file.toString());
        System.setProperty(VERBOSE, Boolean.toString(verbose));
    }

    /** The file's path, for messages; empty if none was chosen. */
    public static String path() {
        return System.getProperty(PATH, "");
    }
}
