/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.PostgresAddress;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A user's mistake costs one sentence and one next step, and leaves nothing half-done. */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputTest {
    private static final int USER = 2;
    private static final int SYSTEM = 3;

    private final Engines engines;
    private Sluice sluice;

    @SuppressWarnings("NullAway.Init") // open() runs before every test
    BadInputTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void open() throws IOException, SQLException {
        sluice = Sluice.in("bad-input");
        Scenario.schema(
                engines,
                "bad",
                "CREATE TABLE good (id int PRIMARY KEY)",
                "CREATE TABLE keyless (id int)",
                "DROP ROLE IF EXISTS reader",
                "CREATE ROLE reader LOGIN PASSWORD 'reads'",
                "GRANT USAGE ON SCHEMA bad TO reader",
                "GRANT SELECT ON bad.good TO reader");
    }

    @AfterAll
    void close() throws IOException, SQLException {
        Source source = new Source(engines.postgres(), "public");
        source.run("DROP SCHEMA bad CASCADE", "DROP ROLE reader");
        assertThat(source.rows("SELECT 1 FROM pg_replication_slots WHERE slot_name = 'sluice_bad'"
                        + " UNION ALL SELECT 1 FROM pg_publication WHERE starts_with(pubname, 'sluice_bad')"))
                .isEmpty();
        Folders.delete(sluice.folder());
    }

    @Test
    void tableThatDoesNotExist() throws Exception {
        PostgresAddress address = engines.postgres();
        refused(USER, yaml(address.port(), "bad.godo", address.user(), password()), "bad.godo");
    }

    @Test
    void tableWithoutKey() throws Exception {
        PostgresAddress address = engines.postgres();
        refused(USER, yaml(address.port(), "bad.*", address.user(), password()), "bad.keyless", "primary key");
    }

    @Test
    void wrongPassword() throws Exception {
        PostgresAddress address = engines.postgres();
        refused(USER, yaml(address.port(), "bad.good", address.user(), "wrong"), "password", address.user());
    }

    @Test
    void userWithoutReplication() throws Exception {
        refused(USER, yaml(engines.postgres().port(), "bad.good", "reader", "reads"), "reader", "may not replicate");
    }

    @Test
    void serverThatIsNotThere() throws Exception {
        // Nothing listens on the discard port.
        refused(SYSTEM, yaml(9, "bad.good", "reader", "reads"), "127.0.0.1:9");
    }

    private void refused(int exitCode, String yaml, String... words) throws Exception {
        sluice.configure(yaml);
        assertRefused(sluice.run("apply"), exitCode, words);
    }

    /** Two lines for a person: what is wrong, and what to do next. */
    static void assertRefused(Program.Result result, int exitCode, String... words) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(exitCode);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines().toList())
                .hasSize(2)
                .satisfiesExactly(
                        what -> assertThat(what).startsWith("error: ").contains(words),
                        next -> assertThat(next).startsWith("next: "));
    }

    private String password() {
        return Objects.requireNonNull(engines.postgres().password()).reveal();
    }

    private String yaml(int port, String tables, String user, String password) {
        return """
                pipeline: bad
                source:
                  url: postgresql://127.0.0.1:%d/%s
                  user: %s
                  password: '%s'
                tables: ["%s"]
                kafka: { bootstrap: "%s" }
                connect: { url: "%s", password_reference: "$${env:NOT_USED}" }
                clickhouse: { url: "%s", user: default, password: "%s" }
                """.formatted(
                        port,
                        Engines.DATABASE,
                        user,
                        password,
                        tables,
                        engines.endpoints().kafka().bootstrap(),
                        engines.endpoints().connect().url(),
                        engines.endpoints().clickhouse().url(),
                        Objects.requireNonNull(engines.endpoints().clickhouse().password())
                                .reveal());
    }
}
