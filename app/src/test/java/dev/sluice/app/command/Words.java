/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import java.util.regex.Pattern;

/** Splits a command line as a shell would that knows only single quotes. */
final class Words {
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private Words() {}

    static String[] of(String line) {
        return WORD.matcher(line)
                .results()
                .map(word -> word.group(1) != null ? word.group(1) : word.group(2))
                .toArray(String[]::new);
    }
}
