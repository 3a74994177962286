/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.source.TableId;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The statements about a pipeline's three publications: one of all changes, one of insertions, and an empty one that is named
 * as Debezium names the two. All are made before the slot, also while they are empty: decoding looks a publication up as it
 * was at each position of the WAL, and fails where it did not exist yet.
 */
public final class PublicationText {
    /** Changes of partitions are those of the table that a user knows. */
    private static final String VIA_ROOT = "publish_via_partition_root = true";

    private static final String INSERTS = "publish = 'insert, truncate', ";

    private PublicationText() {}

    static String create(Step.CreatePublication create) {
        PipelineNames names = create.names();
        return made(names.publication(), create.tables().changes(), VIA_ROOT) + "; "
                + made(names.insertsPublication(), create.tables().inserts(), INSERTS + VIA_ROOT) + "; "
                + made(names.bothPublications(), Set.of(), VIA_ROOT);
    }

    static String alter(Step.AlterPublication alter) {
        // No table at all can't be set.
        return alter.tables().isEmpty()
                ? made(alter.name(), alter.tables(), (alter.insertsOnly() ? INSERTS : "") + VIA_ROOT)
                : "ALTER PUBLICATION " + PgIdentifiers.quote(alter.name()) + " SET TABLE " + list(alter.tables());
    }

    /** Takes tables out of a publication and puts them in again, in one transaction. */
    public static String putAgain(String publication, Collection<TableId> tables) {
        String alter = "ALTER PUBLICATION " + PgIdentifiers.quote(publication);
        return alter + " DROP TABLE " + list(tables) + "; " + alter + " ADD TABLE " + list(tables);
    }

    /** Alters nothing, but makes the publications younger than their tables' places in them. */
    public static String confirm(PipelineNames names) {
        return set(names.publication(), VIA_ROOT) + "; " + set(names.insertsPublication(), INSERTS + VIA_ROOT);
    }

    private static String set(String name, String options) {
        return "ALTER PUBLICATION " + PgIdentifiers.quote(name) + " SET (" + options + ")";
    }

    static String drop(PipelineNames names) {
        return dropped(names.publication()) + "; " + dropped(names.insertsPublication()) + "; "
                + dropped(names.bothPublications());
    }

    private static String made(String name, Collection<TableId> tables, String options) {
        return dropped(name) + "; CREATE PUBLICATION " + PgIdentifiers.quote(name)
                + (tables.isEmpty() ? "" : " FOR TABLE " + list(tables)) + " WITH (" + options + ")";
    }

    private static String dropped(String name) {
        return "DROP PUBLICATION IF EXISTS " + PgIdentifiers.quote(name);
    }

    private static String list(Collection<TableId> tables) {
        return tables.stream().map(PgIdentifiers::quote).collect(Collectors.joining(", "));
    }
}
