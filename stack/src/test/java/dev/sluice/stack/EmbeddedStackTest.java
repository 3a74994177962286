/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sluice.core.problem.ProblemException;
import dev.sluice.stack.lifecycle.LogFolder;
import dev.sluice.stack.lifecycle.MemoryUse;
import dev.sluice.stack.lifecycle.PortRequest;
import dev.sluice.stack.lifecycle.RunningStack;
import dev.sluice.stack.lifecycle.ServiceState;
import dev.sluice.stack.lifecycle.Workspace;
import dev.sluice.stack.lifecycle.WorkspaceLayout;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real engines through their whole life: started, used, stopped, killed, started again. */
class EmbeddedStackTest {
    @TempDir
    Path root;

    private WorkspaceLayout layout;

    @BeforeEach
    void logToTheWorkspace() {
        layout = WorkspaceLayout.of(root, "shop");
        LogFolder.configure(layout.logs());
    }

    @Test
    void aCommitReachesItsTopicAcrossStopsAndTheDeathOfPostgres() throws Exception {
        try (var run = new TestStack(layout)) {
            run.stack.start();
            var shop = new Shop(run);
            shop.sql("CREATE TABLE orders (id int PRIMARY KEY, note text)");
            shop.sql("INSERT INTO orders VALUES (1, 'first run')");
            shop.createTopic();
            shop.putConnector();
            shop.awaitEvent("first run");
            assertThatThrownBy(() -> Workspace.open(layout))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().what())
                                    .contains(
                                            "process " + ProcessHandle.current().pid()));
            assertThat(RunningStack.find(layout).orElseThrow().services())
                    .extracting(RunningStack.Endpoint::name)
                    .containsExactly("connect", "kafka", "postgres");
        }
        assertThat(RunningStack.find(layout)).isEmpty();

        try (var run = new TestStack(layout)) {
            run.stack.start();
            var shop = new Shop(run);
            shop.sql("INSERT INTO orders VALUES (2, 'second run')");
            shop.awaitEvent("second run");

            long postmaster =
                    run.stack.pids().getOrDefault("postgres", List.of()).getFirst();
            ProcessHandle.of(postmaster).orElseThrow().destroyForcibly();
            await().atMost(Duration.ofSeconds(30)).until(() -> hasNewPostgres(run, postmaster));
            assertThat(run.heard)
                    .extracting(entry -> (Object) entry.getValue().getClass())
                    .contains(ServiceState.Restarting.class);
            assertThat(RunningStack.find(layout)
                            .orElseThrow()
                            .service("postgres")
                            .orElseThrow()
                            .processes())
                    .allMatch(process -> process.isAlive());
            shop.sql("INSERT INTO orders VALUES (3, 'after the death')");
            shop.awaitEvent("after the death");

            MemoryUse memory = MemoryUse.measure(ProcessHandle.current().pid(), run.stack.pids());
            assertThat(memory.byService()).containsOnlyKeys("sluice", "postgres");
        }
    }

    private static boolean hasNewPostgres(TestStack run, long old) {
        return run.stack.states().get("postgres") instanceof ServiceState.Healthy(List<Long> pids)
                && !pids.contains(old);
    }

    @Test
    void whatAKilledProcessLeftIsCleanedUpAndItsDataContinued() throws Exception {
        Process killed = startElsewhere();
        RunningStack left = RunningStack.find(layout).orElseThrow();
        killed.destroyForcibly().waitFor();
        assertThat(RunningStack.find(layout)).isEmpty();
        assertThat(left.service("postgres").orElseThrow().processes()).allMatch(process -> process.isAlive());

        try (var run = new TestStack(layout)) {
            assertThat(left.service("postgres").orElseThrow().processes()).noneMatch(process -> process.isAlive());
            assertThat(run.ports.port(PortRequest.POSTGRES))
                    .isEqualTo(left.service("postgres").orElseThrow().port());
            run.stack.start();
            new Shop(run).sql("CREATE TABLE orders (id int PRIMARY KEY, note text)");
        }
    }

    private Process startElsewhere() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TestStack.class.getName(),
                        layout.folder().toString())
                .redirectError(root.resolve("stderr").toFile())
                .start();
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(output.readLine()).as("see %s", root).isEqualTo("ready");
        return process;
    }
}
