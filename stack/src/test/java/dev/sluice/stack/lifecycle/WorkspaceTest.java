/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.ProblemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceTest {
    @TempDir
    Path root;

    private WorkspaceLayout layout;

    @BeforeEach
    void lay() {
        layout = WorkspaceLayout.of(root, "shop");
    }

    @Test
    void aSecondHolderIsToldWhoTheFirstIs() {
        try (var first = Workspace.open(layout)) {
            assertProblem(
                    () -> Workspace.open(first.layout()),
                    "workspace-in-use",
                    "is used by process " + ProcessHandle.current().pid());
        }
        Workspace.open(layout).close();
    }

    @Test
    void aStackIsFoundWhileItsProcessLivesAndNotAfterItsEnd() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        try (var workspace = Workspace.open(layout)) {
            assertThat(RunningStack.find(layout)).isEmpty();
            var stack = new RunningStack(
                    ProcessMark.of(child.toHandle()),
                    List.of(new RunningStack.Endpoint("kafka", "127.0.0.1", 9092, List.of())));
            workspace.announce(stack);
            assertThat(RunningStack.find(layout)).contains(stack);
            child.destroyForcibly().waitFor();
            assertThat(RunningStack.find(layout)).isEmpty();
        }
        assertThat(layout.endpoints()).doesNotExist();
    }

    @Test
    void aProcessWithAReusedIdIsAnotherProcess() {
        ProcessMark self = ProcessMark.of(ProcessHandle.current());
        assertThat(self.isAlive()).isTrue();
        assertThat(new ProcessMark(self.pid(), self.startedMillis() - 60_000).isAlive())
                .isFalse();
    }

    @Test
    void whatAKilledRunLeftIsEndedAtTheNextOpening() throws Exception {
        Process gone = new ProcessBuilder("sleep", "0").start();
        ProcessMark goneMark = ProcessMark.of(gone.toHandle());
        gone.waitFor();
        Process left = new ProcessBuilder("sleep", "60").start();
        Files.createDirectories(layout.run());
        new RunningStack(
                        goneMark,
                        List.of(new RunningStack.Endpoint(
                                "postgres", "127.0.0.1", 5432, List.of(ProcessMark.of(left.toHandle())))))
                .write(layout.endpoints());

        Workspace.open(layout).close();
        assertThat(left.isAlive()).isFalse();
    }

    @Test
    void aDamagedEndpointsFileIsReportedToReadersAndReplacedByTheNextStart() throws Exception {
        Files.createDirectories(layout.run());
        Files.writeString(layout.endpoints(), "{");
        assertProblem(
                () -> RunningStack.find(layout),
                "endpoints-file-damaged",
                layout.endpoints().toString());
        Workspace.open(layout).close();
        assertThat(RunningStack.find(layout)).isEmpty();
    }

    @Test
    void aFileInPlaceOfTheFolderIsReported() throws Exception {
        Files.writeString(root.resolve("shop"), "in the way");
        assertProblem(
                () -> Workspace.open(layout),
                "workspace-unusable",
                layout.folder().toString());
    }

    @Test
    void passwordsAreKeptAndOnlyTheOwnerReadsThem() throws Exception {
        try (var workspace = Workspace.open(layout)) {
            Secret generated = workspace.passwords().ensure("postgres");
            workspace.passwords().put("external", new Secret("p#w\\ = ü"));
            assertThat(workspace.passwords().ensure("postgres")).isEqualTo(generated);
            assertThat(Passwords.of(layout).find("external")).contains(new Secret("p#w\\ = ü"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(layout.passwords())))
                    .isEqualTo("rw-------");
        }
    }

    private static void assertProblem(ThrowingCallable call, String code, String what) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> {
            assertThat(e.problem().code()).isEqualTo(code);
            assertThat(e.problem().what()).contains(what);
            assertThat(e.problem().next()).isNotBlank();
        });
    }
}
