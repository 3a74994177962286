/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

/**
 * Something of the source that the configuration matches and that its copy won't have.
 *
 * @param what a table, or a column of one
 * @param why as a predicate
 * @param next what would bring it into the copy, or make this go away, as an imperative sentence
 */
public record LeftOut(String what, String why, String next) {
    /** What and why, as a sentence. */
    @Override
    public String toString() {
        return what + " " + why + ".";
    }
}
