/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * Who may depend on whom, and what code must not look like.
 *
 * @param root the package above the modules' packages: {@code dev.sluice}, or the fixtures'
 */
record ArchitectureRules(String root) {
    private static final Set<String> JAVA_BASE = Object.class.getModule().getPackages();

    private static final String BANNED_NAME = ".*(Utils?|Helpers?|Manager|Impl)|Abstract.*";

    /** Decisions need nothing but the language: whoever reads {@code core} needs to know no library. */
    ArchRule coreDependsOnJavaBaseOnly() {
        return classes()
                .that(are("core"))
                .should()
                .onlyDependOnClassesThat(are("core")
                        .or(resideInAPackage("org.jspecify.annotations"))
                        .or(inJavaBase()))
                .as("core depends on java.base and jspecify's annotations only");
    }

    /** {@code core} decides, {@code runtime} acts. */
    ArchRule coreDoesNoIo() {
        return noClasses()
                .that(are("core"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "java.net.http..", "java.nio.file..", "java.nio.channels..")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.File")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.(io\\.File.+|net\\.(Server)?Socket|lang\\.Process.*)")
                .as("core does no I/O");
    }

    /** Time is a parameter, so that the same input gives the same decision. */
    ArchRule coreReadsNoClock() {
        return noClasses()
                .that(are("core"))
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .as("core reads no clock");
    }

    /** It runs inside other people's Connect workers, which have none of our other jars. */
    ArchRule connectStandsAlone() {
        return modules("connect", "core", "runtime", "stack", "app").as("connect depends on no other module");
    }

    /** The pipeline works on addresses; whether Sluice has started what is there, it doesn't know. */
    ArchRule runtimeKnowsNoServices() {
        return modules("runtime", "connect", "stack", "app").as("runtime depends on core only");
    }

    /** Services know nothing of pipelines. */
    ArchRule stackKnowsNoPipelines() {
        return modules("stack", "runtime", "app").as("stack depends on neither runtime nor app");
    }

    /** Within a module, a reader can begin somewhere. */
    ArchRule packagesHaveNoCycles() {
        return slices().matching(root + ".(*).(*)..")
                .should()
                .beFreeOfCycles()
                .as("the packages below a module's have no cycles");
    }

    /** Names that say nothing. */
    ArchRule namesSaySomething() {
        return noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should(be(describe(
                        "named *Util(s), *Helper(s), *Manager, *Impl or Abstract*",
                        type -> type.getSimpleName().matches(BANNED_NAME))))
                .as("classes are named after what they are");
    }

    /** Where null is checked at compile time. */
    ArchRule packagesAreNullMarked() {
        return classes()
                .that()
                .resideInAPackage(root + "..")
                .should(be(describe(
                        "in a package that is @NullMarked",
                        type -> type.getPackage().isAnnotatedWith(NullMarked.class))))
                .as("every package is @NullMarked");
    }

    /** A process that is ended from its depths leaves its children behind. */
    ArchRule onlyMainExits() {
        return noClasses()
                .that(are("").and(describe(
                        "are no Main", type -> !type.getSimpleName().endsWith("Main"))))
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "exit", int.class)
                .orShould()
                .callMethod(Runtime.class, "halt", int.class)
                .as("only a Main ends the process");
    }

    private ArchRule modules(String module, String... others) {
        return noClasses()
                .that(are(module))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Arrays.stream(others).map(this::packages).toArray(String[]::new));
    }

    private DescribedPredicate<JavaClass> are(String module) {
        return resideInAPackage(packages(module));
    }

    private String packages(String module) {
        return module.isEmpty() ? root + ".." : root + "." + module + "..";
    }

    private static DescribedPredicate<JavaClass> inJavaBase() {
        return describe("in java.base", type -> {
            JavaClass element = type.getBaseComponentType();
            return element.isPrimitive() || JAVA_BASE.contains(element.getPackageName());
        });
    }
}
