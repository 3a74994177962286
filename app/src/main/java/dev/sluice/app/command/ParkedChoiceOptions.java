/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ParkedRequest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which parked events a command changes; that none are named has to be meant. */
final class ParkedChoiceOptions {
    @Parameters(
            paramLabel = "ID",
            arity = "0..*",
            description = "Events by their id, as `sluice parked list` shows it.")
    private List<String> ids = new ArrayList<>();

    @Option(
            names = "--table",
            paramLabel = "SCHEMA.TABLE",
            description = "All of this table; may be given more than once.")
    private List<String> tables = new ArrayList<>();

    @Option(names = "--all", description = "All of the pipeline.")
    private boolean all;

    /** Exactly one way to choose. */
    ParkedRequest request(CommandSpec spec) {
        int ways = (ids.isEmpty() ? 0 : 1) + (tables.isEmpty() ? 0 : 1) + (all ? 1 : 0);
        if (ways != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    ways == 0
                            ? "Which events? Name them by their ids, or use --table or --all"
                            : "Ids, --table and --all exclude each other");
        }
        return new ParkedRequest(List.copyOf(ids), List.copyOf(tables), false, Integer.MAX_VALUE);
    }
}
