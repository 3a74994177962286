/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.source;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.plan.PublicationText;
import dev.sluice.core.problem.Problem;
import dev.sluice.core.source.TableId;
import dev.sluice.runtime.Resources;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tables that a pipeline's publications have taken in while transactions were writing to them. What those wrote before is
 * never published: Postgres decides by the catalog as it was at that place in the WAL. A load that begins before their end
 * does not see it either, so it has to wait for them.
 *
 * <p>Postgres before 16.9, and its contemporaries, then goes on to leave out all that is written to the table: while it decodes
 * such a transaction it notes that the table is in no publication, and forgets that only when another one is put into any or
 * taken out. So the tables are taken out and put in again when they are over. The publication is altered by itself after that: in
 * the catalog it is then younger than each of its tables, which is the sign that they have joined. No crash takes that away.
 */
public final class JoiningTables {
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final PostgresSource postgres;
    private final PipelineNames names;

    public JoiningTables(PostgresSource postgres, PipelineNames names) {
        this.postgres = postgres;
        this.names = names;
    }

    /**
     * A table that joins, with a transaction that writes to it, if there is one.
     *
     * @param pid 0 of a prepared transaction
     */
    private record Joining(
            String publication, TableId table, @Nullable String transaction, int pid) {
        String writer() {
            return (pid == 0 ? "a prepared transaction" : "the transaction of process " + pid) + " that writes to "
                    + table;
        }
    }

    /**
     * Returns when all that is written to the tables from now on is published, and all that is not can be read. Those who write
     * only after this has begun are not waited for.
     *
     * @param waits hears ten times a second for whom this waits; what it throws ends the waiting
     */
    public void await(Consumer<String> waits) {
        List<Joining> joining = joining();
        if (joining.isEmpty()) {
            return;
        }
        List<Joining> writers =
                joining.stream().filter(one -> one.transaction() != null).toList();
        while (!writers.isEmpty()) {
            waits.accept(writers.stream().map(Joining::writer).distinct().collect(Collectors.joining(", ")));
            try {
                Thread.sleep(LOOK_EVERY);
            } catch (InterruptedException e) {
                throw Problem.interrupted(e);
            }
            writers = joining().stream().filter(writers::contains).toList();
        }
        SortedMap<String, SortedSet<TableId>> tables = new TreeMap<>();
        joining.forEach(one ->
                tables.computeIfAbsent(one.publication(), _ -> new TreeSet<>()).add(one.table()));
        tables.forEach((publication, of) -> postgres.execute(PublicationText.putAgain(publication, of)));
        joined();
    }

    /** All tables of the publications have joined: for when nothing has decoded what was written before. */
    public void joined() {
        postgres.execute(PublicationText.confirm(names));
    }

    private List<Joining> joining() {
        return postgres.withKept(connection -> {
            try (PreparedStatement query =
                    connection.prepareStatement(Resources.text(JoiningTables.class, "joining.sql"))) {
                String[] publications = {names.publication(), names.insertsPublication()};
                query.setArray(1, connection.createArrayOf("text", publications));
                List<Joining> found = new ArrayList<>();
                ResultSet rows = query.executeQuery();
                while (rows.next()) {
                    found.add(new Joining(
                            rows.getString(1),
                            new TableId(rows.getString(2), rows.getString(3)),
                            rows.getString(4),
                            rows.getInt(5)));
                }
                return found;
            }
        });
    }
}
