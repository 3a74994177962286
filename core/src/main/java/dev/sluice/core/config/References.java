/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * Resolves <code>${env:NAME}</code>, <code>${env:NAME:-default}</code> and <code>${file:/path}</code> in a value;
 * <code>$${</code> stands for a literal <code>${</code>, which other programs then resolve. What a reference resolves to
 * is not looked at again.
 *
 * @param environment the value of an environment variable
 * @param file the content of a file; empty if it can't be read
 */
public record References(Function<String, Optional<String>> environment, Function<String, Optional<String>> file) {
    private static final String OPEN = "${";
    private static final String ESCAPED = "$${";
    private static final String ENV = "env:";
    private static final String FILE = "file:";
    private static final String DEFAULT = ":-";

    /**
     * A value after resolving.
     *
     * @param resolved whether anything was resolved, so that the value may be a secret
     */
    public record Resolved(String value, boolean resolved) {}

    /**
     * Resolves all references.
     *
     * @throws IllegalArgumentException with a predicate that says which reference can't be resolved and why
     */
    public Resolved resolve(String text) {
        StringBuilder value = new StringBuilder();
        boolean resolved = false;
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith(ESCAPED, at)) {
                value.append(OPEN);
                at += ESCAPED.length();
            } else if (text.startsWith(OPEN, at)) {
                int end = text.indexOf('}', at);
                Rules.require(end > 0, "has a ${ without its }; write $${ for the two characters themselves");
                value.append(lookUp(text.substring(at + OPEN.length(), end)));
                resolved = true;
                at = end + 1;
            } else {
                value.append(text.charAt(at));
                at++;
            }
        }
        return new Resolved(value.toString(), resolved);
    }

    private String lookUp(String reference) {
        if (reference.startsWith(ENV)) {
            return environment(reference.substring(ENV.length()));
        }
        Rules.require(
                reference.startsWith(FILE),
                "has to use ${env:NAME}, ${env:NAME:-default} or ${file:/path}; write $${ for the two characters themselves");
        String path = reference.substring(FILE.length());
        return file.apply(path)
                .map(String::stripTrailing)
                .orElseThrow(() -> new IllegalArgumentException("names the file " + path + ", which can't be read"));
    }

    /** As in a shell, the default also stands in for a variable that is set but empty. */
    private String environment(String reference) {
        int colon = reference.indexOf(DEFAULT);
        String name = colon < 0 ? reference : reference.substring(0, colon);
        Rules.require(!name.isBlank(), "has to name an environment variable after env:");
        Optional<String> value = environment.apply(name);
        if (colon >= 0) {
            return value.filter(set -> !set.isEmpty()).orElse(reference.substring(colon + DEFAULT.length()));
        }
        return value.orElseThrow(
                () -> new IllegalArgumentException("names the environment variable " + name + ", which is not set"));
    }
}
