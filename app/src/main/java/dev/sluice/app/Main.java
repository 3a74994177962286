/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app;

import dev.sluice.app.command.Cli;
import dev.sluice.app.command.CommandTree;
import dev.sluice.app.process.Closers;
import dev.sluice.app.screen.Terminal;
import dev.sluice.app.wiring.LiveWiring;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Where the process begins: makes the object graph, runs one command, exits with its code. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        Closers closers = new Closers();
        closers.closeAtExit();
        Cli cli = new Cli(
                new LiveWiring(),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Terminal.detect(System.getenv()),
                closers);
        System.exit(CommandTree.run(cli, List.of(args)));
    }

    /** A stream that speaks UTF-8 whatever the locale says: the output goes to tools that expect it. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
