/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import dev.sluice.core.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command lines of the server's programs. They refuse to run as root; in a user namespace of its own a process is
 * nobody, yet keeps root's right to its files and the same process id (unshare(1) executes the program in place).
 */
final class PostgresCommand {
    private PostgresCommand() {}

    static List<String> of(Path program, List<String> arguments) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            requireUserNamespaces();
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(program.toString());
        command.addAll(arguments);
        return command;
    }

    private static boolean isRoot() throws IOException {
        Path self = Path.of("/proc/self");
        return Files.exists(self) && Integer.valueOf(0).equals(Files.getAttribute(self, "unix:uid"));
    }

    private static void requireUserNamespaces() throws InterruptedException {
        boolean works;
        try {
            works = new ProcessBuilder("unshare", "--user", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            works = false;
        }
        if (!works) {
            throw Problem.user(
                            "postgres-refuses-root",
                            "PostgreSQL refuses to run as root, and user namespaces are not allowed here.",
                            "Run Sluice as an ordinary user, or give the address of a PostgreSQL of your own.")
                    .asException();
        }
    }
}
