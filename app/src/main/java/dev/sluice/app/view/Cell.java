/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import java.util.function.UnaryOperator;

/**
 * One cell of a {@link TextTable}: its text and how it is painted, kept apart so that escape codes don't count as width.
 */
public record Cell(String text, boolean right, UnaryOperator<String> paint) {
    /** Words: aligned left. */
    public static Cell of(String text) {
        return new Cell(text, false, UnaryOperator.identity());
    }

    /** A figure: aligned right. */
    public static Cell figure(String text) {
        return new Cell(text, true, UnaryOperator.identity());
    }

    /** The same cell, painted. */
    public Cell painted(UnaryOperator<String> with) {
        return new Cell(text, right, with);
    }

    /** The cell filled to {@code width} characters; a longer text is left as it is. */
    String padded(int width) {
        String space = " ".repeat(Math.max(0, width - text.length()));
        return right ? space + paint.apply(text) : paint.apply(text) + space;
    }
}
