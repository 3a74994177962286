/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.architecture.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every link from one document to another leads somewhere. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);

    @Test
    void leadSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            LINK.matcher(Checkout.text(document)).results().forEach(link -> {
                if (!leads(document, link)) {
                    broken.add(Checkout.root().relativize(document) + ": " + link.group());
                }
            });
        }
        assertThat(broken).isEmpty();
    }

    private static List<Path> documents() {
        Stream<Path> others = Stream.of("ARCHITECTURE.md", "CHANGELOG.md", "connect/README.md")
                .map(Checkout.root()::resolve);
        return Stream.concat(others, Checkout.documents().stream()).toList();
    }

    private static boolean leads(Path document, MatchResult link) {
        Path to = link.group(1).isEmpty() ? document : document.resolveSibling(link.group(1));
        return Files.exists(to)
                && (link.group(2) == null || anchors(Checkout.text(to)).contains(link.group(2)));
    }

    /** As GitHub makes them: lower case, punctuation gone, hyphens for spaces. */
    private static List<String> anchors(String markdown) {
        return HEADING.matcher(markdown)
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\d -]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
