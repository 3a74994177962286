/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.load;

import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Postgres SQL that cuts one table along its key, in Postgres's own order, so that keys of any type do. The cuts are made by
 * key and not by the place in the file (ctid): an UPDATE moves a row to another place, and a row that moves from a part that
 * is not read yet to one that is would be in neither.
 */
public final class ChunkQueries {
    private final TargetTable table;

    /** Not for a table whose rows are counted. */
    public ChunkQueries(TargetTable table) {
        this.table = table;
    }

    /** One row with the key of the row that comes so many after this place; none if the table ends before that. */
    public String end(List<String> after, long rows) {
        // Printed outside: PostgreSQL would print those of the rows that are passed over as well.
        return "SELECT " + keys(name -> name + "::text") + " FROM (SELECT " + keys(Function.identity()) + " FROM "
                + table.sourceRows() + where(new Chunk(after, List.of())) + " ORDER BY " + keys(Function.identity())
                + " OFFSET " + (rows - 1) + " LIMIT 1) AS t";
    }

    /** The clause for the rows of a chunk; empty for all rows. */
    public String where(Chunk chunk) {
        List<String> conditions = new ArrayList<>();
        if (!chunk.after().isEmpty()) {
            conditions.add(row(keys(Function.identity())) + " > " + row(literals(chunk.after())));
        }
        if (!chunk.upTo().isEmpty()) {
            conditions.add(row(keys(Function.identity())) + " <= " + row(literals(chunk.upTo())));
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private String row(String columns) {
        return table.key().size() == 1 ? columns : "(" + columns + ")";
    }

    private String keys(Function<String, String> form) {
        return table.key().stream()
                .map(name -> form.apply(PgIdentifiers.quote(name)))
                .collect(Collectors.joining(", "));
    }

    private String literals(List<String> values) {
        List<String> literals = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            TargetColumn column = table.keyColumns().get(i);
            literals.add(PgIdentifiers.literal(values.get(i)) + "::" + column.sourceType());
        }
        return String.join(", ", literals);
    }
}
