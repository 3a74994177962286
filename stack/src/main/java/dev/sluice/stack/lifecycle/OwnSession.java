/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a child process out of the terminal's foreground group: Ctrl-C reaches every process of that group, and services
 * are to be stopped by their stack, in its order.
 */
public final class OwnSession {
    private static final String SETSID = "setsid";

    private OwnSession() {}

    /**
     * The same command through {@code setsid}, which becomes it and so keeps its process id; unchanged where the system
     * lacks that program.
     */
    public static List<String> of(List<String> command) {
        if (!onPath()) {
            return command;
        }
        List<String> own = new ArrayList<>();
        own.add(SETSID);
        own.addAll(command);
        return own;
    }

    private static boolean onPath() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, SETSID))) {
                return true;
            }
        }
        return false;
    }
}
