/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Numbers on the command line that have a smallest and a largest value. */
final class Bounds {
    private Bounds() {}

    /** Refuses a number outside of {@code low} to {@code high}. */
    static void check(CommandSpec spec, String option, long value, long low, long high) {
        if (value < low || value > high) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " is " + value + ", but has to be " + low + " to " + high);
        }
    }
}
