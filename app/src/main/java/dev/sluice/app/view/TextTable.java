/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of plain text: a dim heading, columns as wide as their widest cell, two spaces between them, no lines drawn,
 * so that it reads well and can still be cut by {@code awk}.
 */
public final class TextTable {
    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    private TextTable(List<String> headings) {
        this.headings = headings;
    }

    /** A table without rows. */
    public static TextTable of(String... headings) {
        return new TextTable(List.of(headings));
    }

    /** Adds a row of as many cells as there are headings. */
    public TextTable row(Cell... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(cells.length + " cells under " + headings);
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The lines, the heading first, without line ends. */
    public List<String> lines(Paint paint) {
        List<String> lines = new ArrayList<>();
        lines.add(paint.dim(line(headingCells())));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private List<Cell> headingCells() {
        List<Cell> cells = new ArrayList<>();
        for (int column = 0; column < headings.size(); column++) {
            boolean right = !rows.isEmpty() && rows.getFirst().get(column).right();
            cells.add(right ? Cell.figure(headings.get(column)) : Cell.of(headings.get(column)));
        }
        return cells;
    }

    private String line(List<Cell> cells) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            line.append(column == 0 ? "" : "  ").append(cells.get(column).padded(width(column)));
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest = headings.get(column).length();
        for (List<Cell> row : rows) {
            widest = Math.max(widest, row.get(column).text().length());
        }
        return widest;
    }
}
