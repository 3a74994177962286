/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connector settings that Sluice sets itself, so that the {@code debezium} section can't: with another value rows
 * would be lost, changed or never found. The names are those of
 * https://debezium.io/documentation/reference/stable/connectors/postgresql.html#postgresql-connector-properties and of
 * Kafka Connect's source connectors.
 */
public final class ConnectorKeys {
    private static final String CONVERTER =
            "can't be set: ClickHouse reads the events of Sluice's own converter; the stock JsonConverter writes neither"
                    + " the schema's fingerprint nor the values as Postgres prints them (it turns decimals into base64"
                    + " and dates into day numbers), so its plain JSON can't be used";
    private static final String VALUES =
            "can't be set: it changes how values are written, and Sluice's converter and ClickHouse have to agree on that";
    private static final String ROWS = "can't be set: rows or columns could be left out without anybody noticing";
    private static final String FROM_TABLES = "can't be set: it follows from `tables`";
    private static final String FROM_SOURCE = "can't be set: it follows from `source`";
    private static final String FROM_NAME = "can't be set: it follows from the pipeline's name";
    private static final String FIXED = "can't be set: the pipeline works with one value only";

    private static final Map<String, Set<String>> EXACT = Map.of(
            FROM_TABLES,
            Set.of(
                    "table.include.list",
                    "table.exclude.list",
                    "schema.include.list",
                    "schema.exclude.list",
                    "snapshot.include.collection.list",
                    "message.key.columns"),
            FROM_NAME,
            Set.of("name", "slot.name", "publication.name", "topic.prefix"),
            FIXED,
            Set.of(
                    "connector.class",
                    "tasks.max",
                    "plugin.name",
                    "slot.drop.on.stop",
                    "publication.autocreate.mode",
                    "snapshot.mode",
                    "tombstones.on.delete",
                    "exactly.once.support",
                    "flush.lsn.source",
                    "topic.delimiter",
                    "topic.naming.strategy"),
            VALUES,
            Set.of(
                    "time.precision.mode",
                    "decimal.handling.mode",
                    "interval.handling.mode",
                    "binary.handling.mode",
                    "hstore.handling.mode",
                    "money.fraction.digits",
                    "unavailable.value.placeholder",
                    "field.name.adjustment.mode",
                    "schema.name.adjustment.mode",
                    "converters"),
            ROWS,
            Set.of(
                    "skipped.operations",
                    "include.unknown.datatypes",
                    "event.processing.failure.handling.mode",
                    "errors.tolerance"));

    private static final List<Family> FAMILIES = List.of(
            new Family("key.converter", CONVERTER),
            new Family("value.converter", CONVERTER),
            new Family("header.converter", CONVERTER),
            new Family("database", FROM_SOURCE),
            new Family("column", ROWS),
            new Family("snapshot.select.statement.overrides", ROWS),
            new Family("transforms", ROWS),
            new Family("predicates", ROWS));

    /** All keys that are {@code prefix} or begin with it and a dot. */
    private record Family(String prefix, String refusal) {
        boolean holds(String key) {
            return key.equals(prefix) || key.startsWith(prefix + ".");
        }
    }

    private ConnectorKeys() {}

    /** Why a setting is refused, as a predicate ({@code can't be set: …}); empty if it may be set. */
    public static Optional<String> refusal(String key) {
        return EXACT.entrySet().stream()
                .filter(entry -> entry.getValue().contains(key))
                .map(Map.Entry::getKey)
                .findFirst()
                .or(() -> FAMILIES.stream()
                        .filter(family -> family.holds(key))
                        .map(Family::refusal)
                        .findFirst());
    }
}
