/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.config.Endpoints;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Policies that hide rows from the role that reads them, and not from the change stream: a member of the owner's role passes by
 * those that are not forced. What can't be read whole is not read at all.
 */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RowSecurityTest {
    private static final String[] FORCED = {
        "ALTER TABLE docs ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE docs FORCE ROW LEVEL SECURITY",
        "CREATE POLICY p ON docs USING (tenant = current_setting('app.tenant', true)::int)"
    };

    private final Engines engines;

    RowSecurityTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void makeRoles() throws SQLException {
        new Source(engines.postgres(), "public")
                .run(
                        "CREATE ROLE tenants_owner",
                        "CREATE ROLE tenants_reader LOGIN REPLICATION PASSWORD 'reads' IN ROLE tenants_owner",
                        "GRANT CREATE ON DATABASE " + Engines.DATABASE + " TO tenants_reader");
    }

    @AfterAll
    void dropRoles() throws SQLException {
        new Source(engines.postgres(), "public")
                .run(
                        "REVOKE CREATE ON DATABASE " + Engines.DATABASE + " FROM tenants_reader",
                        "DROP ROLE tenants_reader",
                        "DROP ROLE tenants_owner");
    }

    @Test
    void whatCannotBeReadWholeIsRefusedBeforehand() throws SQLException {
        Source source = schema("hidden");
        source.run(FORCED);
        try (Systems systems = systems()) {
            ControlPlane control = control(source, systems);
            assertRefused(() -> Scenario.apply(control), "hidden.docs");
            assertThat(systems.postgres().slot(control.names().slot())).isEmpty();
            source.run("ALTER TABLE docs NO FORCE ROW LEVEL SECURITY");
            Scenario.apply(control);
            Scenario.assertEqual(control, source);
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA hidden CASCADE");
    }

    /** The copy has all rows then, and is neither proven by none of them nor robbed of them. */
    @Test
    void whatIsHiddenLaterIsNeitherProvenNorDeleted() throws SQLException {
        Source source = schema("hidden_later");
        try (Systems systems = systems()) {
            ControlPlane control = control(source, systems);
            Scenario.apply(control);
            Scenario.assertEqual(control, source);
            source.run(FORCED);
            source.run("UPDATE docs SET tenant = 3 WHERE id = 2");

            assertRefused(() -> verify(control, false), "\"docs\"");
            assertRefused(() -> verify(control, true), "\"docs\"");
            Scenario.assertEqual(control, source);

            source.run("ALTER ROLE tenants_reader BYPASSRLS");
            assertThat(verify(control, false).equal()).isTrue();
            source.run("ALTER ROLE tenants_reader NOBYPASSRLS");
            control.destroy(new Scenario.Quiet());
        }
        source.run("DROP SCHEMA hidden_later CASCADE");
    }

    private static void assertRefused(ThrowingCallable reading, String table) {
        assertThatThrownBy(reading).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo("row-level-security");
            assertThat(e.problem().what()).contains(table, "tenants_reader");
            assertThat(e.problem().next()).contains("ALTER ROLE \"tenants_reader\" BYPASSRLS");
        });
    }

    private Source schema(String name) throws SQLException {
        return Scenario.schema(
                engines,
                name,
                "CREATE TABLE docs (id int PRIMARY KEY, tenant int)",
                "INSERT INTO docs VALUES (1, 1), (2, 2)",
                "ALTER TABLE docs OWNER TO tenants_owner",
                "GRANT USAGE ON SCHEMA " + name + " TO tenants_owner");
    }

    private Systems systems() {
        PostgresAddress all = engines.postgres();
        return Systems.open(new Endpoints(
                new PostgresAddress(all.host(), all.port(), all.database(), "tenants_reader", new Secret("reads")),
                engines.endpoints().kafka(),
                engines.endpoints().connect(),
                engines.endpoints().clickhouse()));
    }

    private ControlPlane control(Source source, Systems systems) {
        String name = source.schema();
        return Scenario.control(
                engines, name, systems, List.of(new TableRule(name + ".*", List.of(), Optional.empty())));
    }

    private static TableVerification verify(ControlPlane control, boolean repair) {
        List<TargetTable> tables = control.tables();
        Barrier barrier = new Barrier(control.systems(), control.names(), tables);
        return new Verifier(control.systems(), barrier, Scenario.LONG, new Verifier.Options(10, repair))
                .verify(tables.getFirst());
    }
}
