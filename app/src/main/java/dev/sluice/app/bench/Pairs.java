/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport.Figure;
import dev.sluice.app.port.BenchReport.Ratio;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;

/** Figures of paths that are measured in turn, so that a machine that gets slower gets slower for all of them. */
final class Pairs {
    private final Map<String, List<Double>> runs = new LinkedHashMap<>();
    private final Map<String, String> units = new LinkedHashMap<>();

    /** Notes what one run gave. */
    void add(String name, String unit, double value) {
        units.put(name, unit);
        runs.computeIfAbsent(name, fresh -> new ArrayList<>()).add(value);
    }

    /** All figures, in the order in which they were first noted. */
    List<Figure> figures() {
        return runs.entrySet().stream()
                .map(entry -> new Figure(
                        entry.getKey(), unit(entry.getKey()), median(entry.getValue()), List.copyOf(entry.getValue())))
                .toList();
    }

    /** The median of {@code name} through {@code by}, run by run. */
    Ratio ratio(String name, String by, String wanted, DoublePredicate reached) {
        List<Double> ours = runs.getOrDefault(name, List.of());
        List<Double> theirs = runs.getOrDefault(by, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        double value = median(ratios);
        return new Ratio(name + " / " + by, value, wanted, reached.test(value));
    }

    /** The median of one figure. */
    double median(String name) {
        return median(runs.getOrDefault(name, List.of()));
    }

    private String unit(String name) {
        return units.getOrDefault(name, "");
    }

    /** The middle one, or the mean of the two in the middle; NaN of nothing. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
