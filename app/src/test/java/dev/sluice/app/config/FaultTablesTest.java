/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.config.References;
import dev.sluice.core.problem.Owner;
import dev.sluice.core.problem.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Bad documents with the faults that they are expected to have, from {@code bad-documents.txt}: a title after
 * {@code ===}, the document, the faults after {@code ---}, which are compared whole.
 */
class FaultTablesTest {
    private record Case(String title, String document, List<String> faults) {}

    @TestFactory
    Stream<DynamicTest> everyBadDocumentHasItsFaults() {
        List<Case> cases = cases();
        assertThat(cases).hasSizeGreaterThan(20);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.title(), () -> check(one)));
    }

    private static void check(Case one) {
        References references = new References(
                name -> Optional.ofNullable(Map.of("SECRET", "s3cret").get(name)), path -> Optional.empty());
        ProblemException failure = catchThrowableOfType(
                ProblemException.class, () -> ConfigFile.parse(one.document(), "sluice.yaml", references));
        assertThat(failure).isNotNull();
        assertThat(failure.problem().code()).isEqualTo("invalid-configuration");
        assertThat(failure.problem().owner()).isEqualTo(Owner.USER);
        List<String> lines =
                failure.problem().what().lines().skip(1).map(String::strip).toList();
        assertThat(lines).isEqualTo(one.faults());
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String block : resource().split("(?m)^=== ", -1)) {
            if (!block.isBlank()) {
                int title = block.indexOf('\n');
                String[] parts = block.substring(title + 1).split("(?m)^---\n", -1);
                cases.add(new Case(
                        block.substring(0, title),
                        parts[0],
                        parts[1].lines().filter(line -> !line.isBlank()).toList()));
            }
        }
        return cases;
    }

    private static String resource() {
        try (var in = FaultTablesTest.class.getResourceAsStream("/bad-documents.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
