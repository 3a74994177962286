/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.launcher.Clone.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script, in a folder that looks like a clone, with a Maven that only pretends. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
    @TempDir
    private Path folder;

    private Clone clone = new Clone(Path.of(""));

    @BeforeEach
    void aClone() throws IOException {
        clone = new Clone(folder.resolve("a clone with spaces"));
        clone.create();
    }

    @Test
    void helpIsFineAndTheSecondStartIsSilent() throws Exception {
        Result first = clone.sluice(Map.of("SLUICE_NO_AOT", ""), "--help");
        assertThat(first.exit()).as(first.toString()).isZero();
        assertThat(first.out()).contains("Usage: sluice", "Commands:");
        assertThat(first.err()).contains("building Sluice", "built Sluice in");
        Result second = clone.sluice("--help");
        assertThat(second.exit()).isZero();
        assertThat(second.err()).isEmpty();
        assertThat(second.out()).isEqualTo(first.out());
        assertThat(clone.root().resolve("app/target/dist/start.aot")).exists();
        assertThat(clone.builds()).isEqualTo(1);
    }

    @Test
    void anUnknownCommandIsTheUsersMistake() throws Exception {
        Result result = clone.sluice("aply");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).contains("Did you mean `apply`?");
    }

    @Test
    void aNewerSourceIsBuiltAndATestIsNot() throws Exception {
        clone.sluice("--version");
        clone.touch("core/src/test/Later.java");
        clone.sluice("--version");
        assertThat(clone.builds()).isEqualTo(1);
        clone.touch("core/src/main/Later.java");
        clone.sluice("--version");
        assertThat(clone.builds()).isEqualTo(2);
        clone.touch("core/pom.xml");
        clone.sluice("--version");
        assertThat(clone.builds()).isEqualTo(3);
    }

    @Test
    void twoFirstUsesBuildOnce() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = executor.submit(() -> clone.sluice("--version"));
            var other = executor.submit(() -> clone.sluice("--version"));
            assertThat(one.get().exit()).as(one.get().toString()).isZero();
            assertThat(other.get().exit()).as(other.get().toString()).isZero();
        } catch (ExecutionException e) {
            throw new AssertionError(e);
        }
        assertThat(clone.builds()).isEqualTo(1);
    }

    @Test
    void theLockOfADeadProcessIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path target = Files.createDirectories(clone.root().resolve("target"));
        Files.createSymbolicLink(target.resolve("sluice-build.lock"), Path.of(Long.toString(dead.pid())));
        assertThat(clone.sluice("--version").exit()).isZero();
        assertThat(target.resolve("sluice-build.lock")).doesNotExist();
    }

    @Test
    void aBuildThatFailsShowsItsEndAndItsLog() throws Exception {
        Result result = clone.sluice(Map.of("FAKE_MAVEN_FAILS", "1"), "--version");
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("[ERROR] cannot find symbol", "target/sluice-build.log");
        assertThat(clone.sluice("--version").exit()).isZero();
    }

    @Test
    void anOlderJdkIsPassedOver() throws Exception {
        Path older = clone.fakeJdk("17.0.15");
        Result result = clone.sluice(
                Map.of("JAVA_HOME", older.toString(), "SLUICE_JDK_DIRS", Clone.RUNNING_JDK.toString()), "--version");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).contains("JDK " + Runtime.version().feature());
    }

    @Test
    void onlyAnOlderJdkIsOneSentence() throws Exception {
        Path older = clone.fakeJdk("17.0.15");
        Result result = clone.sluice(Map.of("JAVA_HOME", older.toString(), "SLUICE_JDK_DIRS", ""), "--version");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err().lines())
                .containsExactly(
                        "error: Sluice needs JDK 25 or newer, and only JDK 17 in " + older + " was found.",
                        "next:  Install a JDK 25, or set JAVA_HOME to one.");
    }

    @Test
    void noJdkIsOneSentence() throws Exception {
        Result result = clone.sluice(Map.of("JAVA_HOME", "", "SLUICE_JDK_DIRS", ""), "--version");
        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).startsWith("error: Sluice needs JDK 25 or newer, and no JDK was found.");
    }

    @Test
    void aSymlinkInAnotherFolderWorks() throws Exception {
        clone.sluice("--version");
        Path link =
                Files.createSymbolicLink(folder.resolve("link"), clone.root().resolve("sluice"));
        Result result = clone.run(folder, link, Map.of(), "--version");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(clone.builds()).isEqualTo(1);
    }

    @Test
    void testHandsItsArgumentsToMaven() throws Exception {
        Result result = clone.sluice("test", "-pl", "core", "-Dtest=A B");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out()).contains("maven was called: [-B][verify][-pl][core][-Dtest=A B]");
    }

    @Test
    void withoutABuildNothingIsBuilt() throws Exception {
        Result result = clone.sluice(Map.of("SLUICE_NO_BUILD", "1"), "--version");
        assertThat(result.exit()).isEqualTo(4);
        assertThat(result.err()).contains("is not built");
        assertThat(clone.builds()).isZero();
    }
}
