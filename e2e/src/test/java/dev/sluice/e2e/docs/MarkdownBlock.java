/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.docs;

import dev.sluice.e2e.architecture.Checkout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fenced block of a document.
 *
 * @param line of its first line, counted from 1
 * @param language the word after the fence; empty without one
 */
record MarkdownBlock(Path file, int line, String language, String text) {
    private static final String FENCE = "```";

    /** All blocks of all documents. */
    static List<MarkdownBlock> all() {
        return Checkout.documents().stream().flatMap(file -> of(file).stream()).toList();
    }

    private static List<MarkdownBlock> of(Path file) {
        List<MarkdownBlock> blocks = new ArrayList<>();
        List<String> lines = Checkout.text(file).lines().toList();
        @Nullable String language = null;
        List<String> inside = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.startsWith(FENCE)) {
                inside.add(line);
            } else if (language == null) {
                language = line.substring(FENCE.length()).strip();
                inside.clear();
            } else {
                blocks.add(new MarkdownBlock(file, i + 1 - inside.size(), language, String.join("\n", inside) + "\n"));
                language = null;
            }
        }
        return blocks;
    }

    /** {@code docs/quick-start.md:12}. */
    String where() {
        return Checkout.root().relativize(file) + ":" + line;
    }
}
