/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Every type's values, streamed, against what the same Postgres prints for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PostgresTypesTest {
    private SourceDatabase source;
    private final List<TypeCase> cases = TypeCase.all();

    @BeforeAll
    void stream() throws IOException, SQLException {
        source = SourceDatabase.start();
        // The hostile settings of this database must not reach the values.
        source.execute("ALTER DATABASE postgres SET IntervalStyle = 'iso_8601'");
        source.execute("ALTER DATABASE postgres SET bytea_output = 'escape'");
        source.execute("ALTER DATABASE postgres SET extra_float_digits = -5");
        source.execute("ALTER DATABASE postgres SET DateStyle = 'SQL, DMY'");
        for (String statement : TypeCase.SETUP) {
            source.execute(statement);
        }
        for (TypeCase type : cases) {
            source.execute("CREATE TABLE " + type.table() + " (id int PRIMARY KEY, v " + type.type() + ")");
        }
        // Heartbeats would be counted as values.
        source.capture(Map.of("heartbeat.interval.ms", "0"));
        for (TypeCase type : cases) {
            source.execute("INSERT INTO " + type.table() + " VALUES (0, NULL)");
            int id = 1;
            for (String literal : type.literals()) {
                source.execute("INSERT INTO " + type.table() + " VALUES (" + id++ + ", " + literal + ")");
            }
        }
    }

    @AfterAll
    void stop() throws IOException, SQLException {
        source.close();
    }

    @TestFactory
    Stream<DynamicTest> valuesAreWhatPostgresPrints() throws IOException, InterruptedException {
        int total = cases.stream().mapToInt(type -> type.literals().size() + 1).sum();
        List<SourceDatabase.Message> messages = source.await("", total);
        return cases.stream()
                .map(type -> DynamicTest.dynamicTest(type.type(), () -> {
                    List<@Nullable String> printed = source.texts(type.printed());
                    List<JsonNode> streamed = new ArrayList<>();
                    for (SourceDatabase.Message message : messages) {
                        if (message.topic().equals("shop.public." + type.table())) {
                            streamed.add(message.value().get("after").get("v"));
                        }
                    }
                    assertThat(streamed).hasSameSizeAs(printed);
                    SoftAssertions.assertSoftly(softly -> {
                        for (int i = 0; i < printed.size(); i++) {
                            softly.assertThat(text(type, streamed.get(i), printed.get(i)))
                                    .isEqualTo(printed.get(i));
                        }
                    });
                }));
    }

    /** A float's number may be written otherwise as long as it is the same number. */
    private static @Nullable String text(TypeCase type, JsonNode value, @Nullable String printed) {
        if (value.isNull()) {
            return null;
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "t" : "f";
        }
        if (value.isFloatingPointNumber() && printed != null) {
            boolean same = type.type().equals("real")
                    ? Float.compare(Float.parseFloat(value.asText()), Float.parseFloat(printed)) == 0
                    : Double.compare(value.doubleValue(), Double.parseDouble(printed)) == 0;
            return same ? printed : value.asText();
        }
        return value.asText();
    }
}
