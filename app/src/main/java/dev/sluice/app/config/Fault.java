/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.config;

import java.util.Comparator;

/**
 * One thing that is wrong in a configuration file.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param path where in the document, for example {@code tables[1].history}; empty for the whole document
 * @param message the offending value as the file has it, and what is wrong with it; never a secret
 */
record Fault(String file, int line, int column, String path, String message) {
    static final Comparator<Fault> ORDER = Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

    /** {@code sluice.yaml:3:8: source.url: …}: the form that editors and CI systems turn into a link. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
