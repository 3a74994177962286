/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.util.List;
import java.util.random.RandomGenerator;

/** Lists of words that the shop's data is drawn from: resources of lines with {@code |} between their fields. */
record WordLists(List<List<String>> lines) {

    static WordLists of(String resource) {
        return new WordLists(NamedSql.text(resource)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> List.of(line.split("\\|")))
                .toList());
    }

    /** The words of a field. */
    static List<String> words(String field) {
        return List.of(field.split(","));
    }

    /** The words of the line whose first field is this one. */
    List<String> named(String kind) {
        return lines.stream()
                .filter(line -> line.getFirst().equals(kind))
                .findFirst()
                .map(line -> words(line.get(1)))
                .orElseThrow();
    }

    static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
