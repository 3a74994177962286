/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule holds in the product, and rejects the fixture that breaks it. */
class ArchitectureTest {
    private static final String PRODUCT = "dev.sluice";
    private static final String FIXTURES = "dev.sluice.e2e.architecture.fixture";
    private static final List<String> MODULES = List.of("core", "connect", "runtime", "stack", "app");

    private static final JavaClasses product = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    MODULES.stream().map(module -> PRODUCT + "." + module).toList());
    private static final JavaClasses fixtures = new ClassFileImporter().importPackages(FIXTURES);

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(ArchitectureRules::coreDependsOnJavaBaseOnly, "AsksDatabase"),
                rule(ArchitectureRules::coreDoesNoIo, "ReadsFile"),
                rule(ArchitectureRules::coreReadsNoClock, "ReadsClock"),
                rule(ArchitectureRules::connectStandsAlone, "NeedsCore"),
                rule(ArchitectureRules::runtimeKnowsNoServices, "StartsService"),
                rule(ArchitectureRules::stackKnowsNoPipelines, "RunsPipeline"),
                rule(ArchitectureRules::packagesHaveNoCycles, "First"),
                rule(ArchitectureRules::namesSaySomething, "RowHelper"),
                rule(ArchitectureRules::packagesAreNullMarked, "Unmarked"),
                rule(ArchitectureRules::onlyMainExits, "EndsProcess"));
    }

    private static Arguments rule(Function<ArchitectureRules, ArchRule> rule, String culprit) {
        return arguments(rule.apply(new ArchitectureRules(PRODUCT)).getDescription(), rule, culprit);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rules")
    void holdsInTheProduct(String name, Function<ArchitectureRules, ArchRule> rule, String culprit) {
        rule.apply(new ArchitectureRules(PRODUCT)).check(product);
    }

    @ParameterizedTest(name = "{0}: not {2}")
    @MethodSource("rules")
    void rejectsItsFixture(String name, Function<ArchitectureRules, ArchRule> rule, String culprit) {
        var result = rule.apply(new ArchitectureRules(FIXTURES)).evaluate(fixtures);
        assertThat(result.hasViolation()).isTrue();
        assertThat(result.getFailureReport().toString()).contains(culprit);
    }

    /** A rule over nothing holds always. */
    @Test
    void seesAllModules() {
        assertThat(MODULES)
                .allSatisfy(module -> assertThat(product)
                        .anyMatch(type -> type.getPackageName().startsWith(PRODUCT + "." + module)));
    }
}
