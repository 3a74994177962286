/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.architecture.Checkout;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The troubleshooting page lists every code that a problem can have, and no other. */
class ProblemCodesTest {
    /** The first argument of whatever makes a problem: a text, or a constant of the same file. */
    private static final Pattern MADE = Pattern.compile(
            "(?:Problem\\s*\\.\\s*(?:user|system|ours)|new Problem)\\(\\s*(?:\"([^\"]+)\"|([A-Z_]+))\\s*,");

    /** A code that is made of a service's name. */
    private static final Pattern OF_SERVICE =
            Pattern.compile("Problem\\.\\w+\\(\\s*service\\.name\\(\\) \\+ \"([^\"]+)\"");

    private static final Pattern LISTED = Pattern.compile("^\\| `([a-z-]+)`", Pattern.MULTILINE);
    private static final List<String> SERVICES = List.of("postgres", "kafka", "connect", "clickhouse");

    @Test
    void areAllListed() {
        SortedSet<String> codes = new TreeSet<>();
        Checkout.sources().forEach(source -> codes.addAll(codes(Checkout.text(source))));
        String page = Checkout.text(Checkout.root().resolve("docs/troubleshooting.md"));
        SortedSet<String> listed = new TreeSet<>(groups(LISTED, page));
        assertThat(listed).isEqualTo(codes);
    }

    @Test
    void areFoundInSources() {
        assertThat(codes("throw Problem.user(\n    \"disk-full\",\n \"x\", \"y\")"))
                .containsExactly("disk-full");
        assertThat(codes("String SLOW = \"too-slow\"; new Problem(SLOW, owner")).containsExactly("too-slow");
        assertThat(codes("Problem.system(service.name() + \"-died\", x")).contains("kafka-died");
    }

    private static SortedSet<String> codes(String source) {
        SortedSet<String> codes = new TreeSet<>();
        MADE.matcher(source).results().forEach(made -> {
            if (made.group(1) != null) {
                codes.add(made.group(1));
            } else {
                codes.addAll(groups(Pattern.compile("\\b" + made.group(2) + " = \"([^\"]+)\""), source));
            }
        });
        groups(OF_SERVICE, source).forEach(end -> SERVICES.forEach(service -> codes.add(service + end)));
        return codes;
    }

    private static List<String> groups(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
