/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.core.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice test}: the launcher runs it without this process; here is only its help. */
@Command(
        name = "test",
        description = {
            "Builds Sluice and runs all its tests against the real engines: `mvn -B verify`. Further arguments go to Maven.",
        },
        footer = {
            "  sluice test",
            "  sluice test -pl core,app -am",
            "  sluice test -pl app -am -Dtest=ConfigFileTest -Dsurefire.failIfNoSpecifiedTests=false",
        })
final class TestCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "MAVEN-ARGUMENT", description = "Passed on.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "This text.")
    boolean help;

    @Override
    public Integer call() {
        throw Problem.user(
                        "no-launcher",
                        "`sluice test " + String.join(" ", arguments) + "` needs the source tree.",
                        "Run `./sluice test` in a clone of the repository.")
                .asException();
    }
}
