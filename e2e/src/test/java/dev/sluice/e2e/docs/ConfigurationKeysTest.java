/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.app.config.ConfigFile;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.e2e.architecture.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of the configuration lists every key. The product itself tells them when it meets one that it doesn't know. */
class ConfigurationKeysTest {
    private static final String UNKNOWN = "qqqqqqqqqqqq";
    private static final Pattern KNOWN = Pattern.compile(UNKNOWN + ": .*; the keys here are ([a-z_, -]+)");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | qqqqqqqqqqqq: 1",
                "source. | source: { qqqqqqqqqqqq: 1 }",
                "tables[]. | tables: [ { qqqqqqqqqqqq: 1 } ]",
                "kafka. | kafka: { qqqqqqqqqqqq: 1 }",
                "connect. | connect: { qqqqqqqqqqqq: 1 }",
                "clickhouse. | clickhouse: { qqqqqqqqqqqq: 1 }",
                "changes. | changes: { qqqqqqqqqqqq: 1 }"
            })
    void areAllListed(String prefix, String yaml) throws IOException {
        String page = Checkout.text(Checkout.root().resolve("docs/configuration.md"));
        List<String> keys = keys(yaml);
        assertThat(keys).isNotEmpty();
        assertThat(keys)
                .allSatisfy(
                        key -> assertThat(page).containsPattern("(?m)^\\| `" + Pattern.quote(prefix + key) + "[.`]"));
    }

    private List<String> keys(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), yaml + "\n");
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> ConfigFile.read(file, "sluice.yaml", Map.of()));
        return KNOWN.matcher(refusal.problem().what())
                .results()
                .flatMap(known -> Pattern.compile(", ").splitAsStream(known.group(1)))
                .toList();
    }
}
