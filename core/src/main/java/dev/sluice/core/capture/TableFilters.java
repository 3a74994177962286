/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.source.TableId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which tables and columns Debezium passes, as its lists of regular expressions. They follow the configuration's patterns and
 * not the tables of the moment: the publication decides which tables are decoded at all, so a table that comes later or gets
 * another name is passed from its first change on, without a new configuration, which reaches a running task at some time only.
 */
public final class TableFilters {
    private final List<TableRule> rules;

    /** For these rules, of which the first match counts. */
    public TableFilters(List<TableRule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** {@code table.include.list}: whatever the rules match. */
    public String included() {
        return rules.stream().map(TableFilters::regex).distinct().collect(Collectors.joining(","));
    }

    /**
     * {@code column.exclude.list}; empty if nothing is excluded. A table that an earlier rule matches keeps its columns; but as
     * Debezium takes names that differ in case only for the same, the columns of the present tables are there by themselves too.
     */
    public String excluded(Collection<TableId> present, Function<TableId, TableRule> ruleOf) {
        Set<String> excluded = new LinkedHashSet<>();
        List<String> earlier = new ArrayList<>();
        for (TableRule rule : rules) {
            for (String column : rule.exclude()) {
                String name = "\\." + literal(column);
                String unless = earlier.isEmpty() ? "" : "(?!(?:" + String.join("|", earlier) + ")" + name + "$)";
                excluded.add(unless + regex(rule) + name);
            }
            earlier.add(regex(rule));
        }
        for (TableId table : present) {
            TableRule rule = ruleOf.apply(table);
            if (rules.indexOf(rule) > 0) {
                rule.exclude().forEach(column -> excluded.add(literal(table + "." + column)));
            }
        }
        return String.join(",", excluded);
    }

    private static String regex(TableRule rule) {
        StringBuilder out = new StringBuilder();
        for (String part : rule.match().split("(?<=[*?])|(?=[*?])")) {
            out.append(
                    switch (part) {
                        case "*" -> "(?s:.*)";
                        case "?" -> "(?s:.)";
                        default -> literal(part);
                    });
        }
        return out.toString();
    }

    /** Beyond ASCII, nothing has a meaning in a regular expression; a comma would end it. */
    private static String literal(String name) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < 128 && !Character.isLetterOrDigit(c) && c != '_') {
                out.append('\\');
            }
            out.append(c);
        }
        return out.toString();
    }
}
