/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import io.debezium.relational.Tables;

/**
 * A configuration whose decoder reads each row by the columns and types that it was written by. Debezium 3.7.0.Final asks the catalog as it is
 * now in two places:
 *
 * <ul>
 *   <li>For the types of a table's columns, by their names ({@code PgOutputMessageDecoder.handleRelationMessage}). This column filter
 *       matches none of them, so the types are those that came with the rows.
 *   <li>For a table's columns, when a row has a label that the decoder doesn't know
 *       ({@code PostgresChangeRecordEmitter.refreshStaleEnumTypes}). In this registry enums are texts, which have no labels.
 * </ul>
 */
final class TypesOfTheStream extends PostgresConnectorConfig {
    TypesOfTheStream(Configuration config) {
        super(config);
    }

    @Override
    public Tables.ColumnNameFilter getColumnFilter() {
        return (catalog, schema, table, column) -> false;
    }

    /** The connection that Debezium's task builds, with such a registry. */
    ReplicationConnection connection(PostgresConnection metadata, PostgresSchema schema) {
        return ReplicationConnection.builder(this)
                .withSlot(slotName())
                .withPublication(publicationName())
                .withTableFilter(getTableFilters())
                .withPublicationAutocreateMode(publicationAutocreateMode())
                .withPlugin(plugin())
                .dropSlotOnClose(dropSlotOnStop())
                .createFailOverSlot(createFailOverSlot())
                .streamParams(streamParams())
                .statusUpdateInterval(statusUpdateInterval())
                .withTypeRegistry(new EnumsAsTexts(metadata))
                .withSchema(schema)
                .jdbcMetadataConnection(metadata)
                .build();
    }

    private static final class EnumsAsTexts extends TypeRegistry {
        /** Qualified: other schemas may have a type of that name. */
        private static final String TEXT = "pg_catalog.text";

        EnumsAsTexts(PostgresConnection connection) {
            super(connection);
        }

        /** What values are read by. A table's columns get the enum itself, by its OID: schema_id is made of that. */
        @Override
        public PostgresType get(String schemaName, String typeName) {
            PostgresType type = super.get(schemaName, typeName);
            return type.isEnumType() ? get(TEXT) : type;
        }
    }
}
