/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import static dev.sluice.core.target.ChIdentifiers.literal;

import dev.sluice.core.config.LoadConfig;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.load.LoadProgress;
import dev.sluice.core.plan.Copy;
import dev.sluice.core.plan.PipelineCompiler;
import dev.sluice.core.source.PgIdentifiers;
import dev.sluice.core.source.SourceCatalog;
import dev.sluice.core.source.SourceTable;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ObjectKind;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetObject;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.runtime.load.TableLoader;
import dev.sluice.runtime.source.CatalogReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table in Postgres and all that the compiler makes of it in ClickHouse, but that the table which reads the topic is
 * one that takes inserts: it has the reader's columns and gets what Kafka would have brought.
 */
record ReplicatedTable(Engines.Running engines, SourceTable source, TargetTable target) {

    /** Creates the table with these column definitions, alters it, and creates its copy. */
    static ReplicatedTable create(Engines.Running engines, String name, String definitions, String... alterations) {
        TableId id = new TableId(Engines.SCHEMA, name);
        engines.source().execute("CREATE TABLE " + PgIdentifiers.quote(id) + " (" + definitions + ")");
        for (String alteration : alterations) {
            engines.source().execute("ALTER TABLE " + PgIdentifiers.quote(id) + " " + alteration);
        }
        SourceCatalog catalog = CatalogReader.read(engines.source());
        SourceTable source = catalog.tables().stream()
                .filter(table -> table.id().equals(id))
                .findFirst()
                .orElseThrow();
        PipelineConfig config = new PipelineConfig(
                "types",
                Optional.empty(),
                List.of(new PipelineConfig.TableRule("*.*", List.of(), Optional.empty())),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
        PipelineCompiler.Compiled compiled = PipelineCompiler.compile(
                config, new SourceCatalog(catalog.server(), List.of(source), List.of()), Map.of(), "127.0.0.1:1");
        if (!compiled.problems().isEmpty()) {
            throw new AssertionError(compiled.problems().toString());
        }
        Copy copy = compiled.desired().copies().getFirst();
        for (TargetObject object : copy.objects()) {
            String create = object.create();
            if (object.kind() == ObjectKind.TOPIC_READER) {
                int engine = create.indexOf("\n)\nENGINE = Kafka");
                create = create.substring(0, engine)
                        + ", _topic String, _partition UInt64, _offset UInt64) ENGINE = Null";
            }
            engines.target().execute(create);
        }
        return new ReplicatedTable(engines, source, copy.table());
    }

    /** Copies the table as it is now, with the real loader. */
    void load() {
        new TableLoader(engines.source(), engines.target(), LoadConfig.USUAL)
                .load(List.of(target), new TableLoader.Listener() {
                    @Override
                    public void progress(TargetTable table, LoadProgress progress) {}

                    @Override
                    public void ends(TargetTable table) {}
                });
    }

    /** Sends every row as the event of its insertion. The first column has to be an integer; it becomes the offset. */
    void stream() {
        CapturedRows captured = new CapturedRows(source);
        String columns = source.columns().stream()
                .map(column -> printed(column.type().name(), PgIdentifiers.quote(column.name())))
                .collect(Collectors.joining(", "));
        for (List<@Nullable String> row :
                ask(Side.SOURCE, "SELECT " + columns + " FROM " + PgIdentifiers.quote(source.id()))) {
            long id = Long.parseLong(String.valueOf(row.getFirst()));
            arrive(captured.inserted(row, 100 + id), id);
        }
    }

    /** Does what Kafka would do with a message. */
    void arrive(String event, long offset) {
        engines.target()
                .execute("INSERT INTO " + target.names().topic().quoted() + " (message, _topic, _offset) VALUES ("
                        + literal(event) + ", 'topic', " + offset + ")");
    }

    /** As Postgres's output functions print it; money as the number that it is. */
    private static String printed(String type, String column) {
        return type.equals("money")
                ? column + "::numeric"
                : "CASE WHEN num_nulls(" + column + ") = 0 THEN format('%s', " + column + ") END";
    }

    /** Takes all rows out of the copy, and what was parked. */
    void empty() {
        engines.target().execute("TRUNCATE TABLE " + target.names().rows().quoted());
        engines.target().execute("TRUNCATE TABLE " + target.names().changes().quoted());
        engines.target().execute("TRUNCATE TABLE " + TargetNames.INCIDENTS.quoted());
    }

    /** The {@code id}s of the rows that were parked. */
    Set<String> parked() {
        return ask(
                        Side.TARGET,
                        "SELECT if(topic != '', toString(offset), JSONExtractString(payload, 'id')) FROM "
                                + TargetNames.PARKED.quoted() + " WHERE target = "
                                + literal(target.target()))
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All rows of a query, as text. */
    List<List<@Nullable String>> ask(Side side, String sql) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        switch (side) {
            case SOURCE ->
                engines.source().with(connection -> {
                    try (var statement = connection.createStatement();
                            var row = statement.executeQuery(sql)) {
                        while (row.next()) {
                            List<@Nullable String> values = new ArrayList<>();
                            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                values.add(row.getString(i));
                            }
                            rows.add(Collections.unmodifiableList(values));
                        }
                        return rows;
                    }
                });
            case TARGET ->
                engines.target().eachRow(sql, row -> {
                    List<@Nullable String> values = new ArrayList<>();
                    row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
                    rows.add(Collections.unmodifiableList(values));
                });
        }
        return rows;
    }
}
