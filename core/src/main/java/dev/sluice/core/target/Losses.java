/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.target.ChIdentifiers.literal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Questions to the ledger of values that became NULL since their columns don't hold them. */
public final class Losses {
    private Losses() {}

    /** One value: how many the table's rows have now. Those of deleted rows and of earlier versions are history. */
    public static String current(TargetTable table) {
        OwnColumns own = table.own();
        String target = literal(table.target());
        String columns = table.keyColumns().stream().map(TargetColumn::quoted).collect(Collectors.joining(", "));
        List<String> texts = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (TargetColumn column : table.keyColumns()) {
            texts.add(column.mapping().print().apply(column.quoted()));
            values.add("assumeNotNull("
                    + column.mapping().fromText().apply("CAST(key[" + (values.size() + 1) + "], 'Nullable(String)')")
                    + ")");
        }
        return "SELECT count() FROM (SELECT toString(key) AS row, version FROM " + TargetNames.LOSSES.quoted()
                + " FINAL WHERE target = " + target + ") AS l INNER JOIN (SELECT toString([" + String.join(", ", texts)
                + "]) AS row, " + own.version() + " AS version FROM "
                + table.names().rows().quoted()
                + " FINAL WHERE (" + columns + ") IN (SELECT " + String.join(", ", values) + " FROM "
                + TargetNames.LOSSES.quoted() + " WHERE target = " + target + ") AND " + own.version()
                + " >= (SELECT max(version) FROM " + TargetNames.INCIDENTS.quoted() + " WHERE op = 't' AND target = "
                + target + ")) AS r ON l.row = r.row AND l.version = r.version";
    }

    /** The last text recorded for each column of these keys: the key's texts, column, text. */
    public static String last(TargetTable table, Collection<List<String>> keys) {
        String all = keys.stream()
                .map(key -> key.stream().map(ChIdentifiers::literal).collect(Collectors.joining(", ", "[", "]")))
                .collect(Collectors.joining(", ", "[", "]"));
        return "SELECT key, column, argMax(text, version) FROM " + TargetNames.LOSSES.quoted()
                + " FINAL WHERE target = " + literal(table.target()) + " AND has(" + all
                + ", key) GROUP BY key, column";
    }

    /** Forgets those of a copy ({@code database.table}) that is made anew, as its history is. */
    public static String forget(String target) {
        return "ALTER TABLE " + TargetNames.LOSSES.quoted() + " DELETE WHERE target = " + literal(target)
                + " SETTINGS mutations_sync = 2";
    }
}
