/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Compares what the two sides say of the same rows. Pure. */
public final class DigestComparison {
    private static final Comparator<List<String>> KEY_ORDER = (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = a.get(i).length() == b.get(i).length()
                    ? a.get(i).compareTo(b.get(i))
                    : Integer.compare(a.get(i).length(), b.get(i).length());
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    };

    private DigestComparison() {}

    /** The names whose values differ or that only one side has; sorted. */
    public static Set<String> differing(Map<String, ?> source, Map<String, ?> target) {
        Set<String> names = new TreeSet<>(source.keySet());
        names.addAll(target.keySet());
        names.removeIf(name -> Objects.equals(source.get(name), target.get(name)));
        return names;
    }

    /** The keys whose digests differ or that only one side has, shorter and smaller ones first. */
    public static List<List<String>> suspects(Map<List<String>, String> source, Map<List<String>, String> target) {
        List<List<String>> suspects = new ArrayList<>();
        source.forEach((key, digest) -> {
            if (!digest.equals(target.get(key))) {
                suspects.add(key);
            }
        });
        target.keySet().stream().filter(key -> !source.containsKey(key)).forEach(suspects::add);
        suspects.sort(KEY_ORDER);
        return suspects;
    }

    /** In what way a row differs; empty if it does not. */
    public static Optional<RowDifference.Kind> kind(Optional<String> source, Optional<String> target) {
        if (source.equals(target)) {
            return Optional.empty();
        }
        if (target.isEmpty()) {
            return Optional.of(RowDifference.Kind.MISSING);
        }
        return Optional.of(source.isEmpty() ? RowDifference.Kind.EXTRA : RowDifference.Kind.DIFFERENT);
    }
}
