/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Whole command lines, in this JVM, with fixed answers instead of systems. */
class CommandTreeTest {
    private static final List<String> FLOW = List.of(
            "demo", "run", "plan", "apply", "destroy", "status", "wait", "verify", "resync", "history", "parked",
            "topics", "groups", "tail", "sql", "doctor", "service", "bench", "test");

    @TempDir
    private Path folder;

    private Session session = new Session(Path.of(""));

    @BeforeEach
    void aConfiguration() throws IOException {
        Files.writeString(
                folder.resolve("sluice.yaml"),
                "pipeline: shop\nsource: { url: \"postgresql://127.0.0.1/shop\" }\ntables: [inventory.*]\n");
        session = new Session(folder);
    }

    static Stream<String> commands() {
        return Stream.concat(
                FLOW.stream(),
                Stream.of(
                        "parked list",
                        "parked show",
                        "parked replay",
                        "parked drop",
                        "bench load",
                        "bench stream",
                        "bench latency",
                        "bench scale",
                        "bench pgbench",
                        "bench verify"));
    }

    @Test
    void commandsAreListedInTheOrderOfTheFlow() {
        CommandLine tree = CommandTree.of(session.cli());
        assertThat(List.copyOf(tree.getSubcommands().keySet())).isEqualTo(FLOW);
        assertThat(session.run("--help")).isZero();
        int at = 0;
        for (String command : FLOW) {
            int next = session.out().indexOf("\n  " + command + " ", at);
            assertThat(next).as(command).isGreaterThanOrEqualTo(at);
            at = next;
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpTeaches(String command) {
        assertThat(session.run(Words.of(command + " --help"))).isZero();
        assertThat(session.err()).isEmpty();
        assertThat(session.out()).contains("Usage: sluice " + command, "Options:", "Exit codes:", "Examples:");
        String examples = session.out().substring(session.out().indexOf("Examples:"));
        assertThat(examples.lines()
                        .filter(line -> line.contains("sluice " + command))
                        .count())
                .isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    demo --headless             | headless 30 s at 100/s after 5
                    demo --headless --rate 500  | headless 30 s at 500/s after 5
                    demo --headless --warmup 0  | headless 30 s at 100/s after 0
                    demo                        | live 30 s at 100/s after 5
                    run                         | run
                    plan                        | plan
                    apply                       | apply
                    destroy --yes               | destroy
                    status                      | status
                    wait --timeout 5s           | wait PT5S
                    verify --table a.b          | verify [a.b] 20
                    resync a.b c.d              | resync [a.b, c.d]
                    resync a.b --from-start     | resync [a.b] from start
                    history a.b 1 2             | history a.b [1, 2] 100
                    parked list                 | parked list [] [] 20
                    parked list --table a.b     | parked list [a.b] [] 20
                    parked list --closed        | parked list [] [] 20
                    parked show x-0-1           | parked show x-0-1
                    parked replay x-0-1 x-0-2   | parked replay [] [x-0-1, x-0-2]
                    parked replay --table a.b   | parked replay [a.b] []
                    parked replay --all         | parked replay [] []
                    topics                      | topics
                    groups                      | groups
                    tail a.b --last 3           | tail a.b 3 false
                    sql 'SELECT 1'              | sql TabSeparatedWithNames SELECT 1
                    sql 'SELECT 1' --json       | sql JSON SELECT 1
                    sql 'SELECT 1' --format CSV | sql CSV SELECT 1
                    doctor                      | doctor
                    service kafka --port 9192   | service kafka 9192
                    bench load                  | bench LOAD 10000000 rows, 3 runs
                    bench load --quick          | bench LOAD 500000 rows, 3 runs
                    bench stream                | bench STREAM 3000000 rows, 3 runs
                    bench stream --quick        | bench STREAM 200000 rows, 3 runs
                    bench latency               | bench LATENCY 30 rows, 1 runs
                    bench latency --quick       | bench LATENCY 10 rows, 1 runs
                    bench latency --seconds 5   | bench LATENCY 5 rows, 1 runs
                    bench scale                 | bench SCALE 200000 rows, 3 runs
                    bench scale --quick         | bench SCALE 40000 rows, 3 runs
                    bench pgbench               | bench PGBENCH 60 rows, 1 runs
                    bench pgbench --quick       | bench PGBENCH 10 rows, 1 runs
                    bench verify                | bench VERIFY 10000000 rows, 3 runs
                    bench verify --quick        | bench VERIFY 500000 rows, 3 runs
                    bench verify --rows 7 --runs 1 | bench VERIFY 7 rows, 1 runs
                    """)
    void eachCommandAsksForItsWork(String commandLine, String call) {
        session.run(Words.of(commandLine));
        assertThat(session.calls()).containsExactly(call);
        assertThat(session.open()).as("what was opened and not closed").isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo --headless",
                "plan",
                "apply",
                "destroy --yes",
                "status",
                "wait",
                "verify",
                "resync a.b",
                "history a.b 1",
                "parked list",
                "parked list --closed",
                "parked show x-0-1",
                "parked replay --all",
                "parked drop x-0-1 --yes",
                "topics",
                "groups",
                "tail a.b",
                "doctor",
                "bench load",
                "bench stream",
                "bench latency",
                "bench scale",
                "bench pgbench",
                "bench verify",
            })
    void jsonIsOneObjectAndNothingElse(String commandLine) throws IOException {
        session.run(Words.of(commandLine + " --json"));
        assertThat(session.out().lines()).hasSize(1);
        assertThat(new ObjectMapper().readTree(session.out()).isObject()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    aply                      | unknown-argument | apply
                    plan --jsno               | unknown-argument | --json
                    frobnicate                | unknown-argument | --help
                    plan extra                | unknown-argument | --help
                    wait --timeout 5          | bad-argument     | --help
                    wait --timeout 0s         | bad-argument     | --help
                    wait --timeout 25h        | bad-argument     | --help
                    verify --limit -1         | bad-argument     | --help
                    verify --limit x          | bad-argument     | --help
                    resync                    | bad-argument     | --help
                    history a.b               | bad-argument     | --help
                    parked lst                | unknown-argument | list
                    parked list --limit -1    | bad-argument     | --help
                    parked show               | bad-argument     | --help
                    parked replay             | bad-argument     | --help
                    parked replay a-0-1 --all | bad-argument     | --help
                    parked drop               | bad-argument     | --help
                    tail                      | bad-argument     | --help
                    sql ''                    | bad-argument     | --help
                    sql x --json --format CSV | bad-argument     | --help
                    service                   | bad-argument     | --help
                    service redis             | bad-argument     | --help
                    service kafka --port 0    | bad-argument     | --help
                    service kafka --kafka a:1 | bad-argument     | --help
                    demo --seconds 3          | bad-argument     | --help
                    demo --warmup 3           | bad-argument     | --help
                    demo --json               | bad-argument     | --help
                    demo --rate 0             | bad-argument     | --help
                    bench verfy               | unknown-argument | verify
                    bench verify --rows 0     | bad-argument     | --help
                    bench verify --runs 0     | bad-argument     | --help
                    bench latency --seconds 0 | bad-argument     | --help
                    test a                    | no-launcher      | ./sluice test
                    plan -c missing.yaml      | configuration-unreadable | -c
                    """)
    void mistakesAreToldInTwoLinesAndExitWithTwo(String commandLine, String code, String next) throws IOException {
        int exit = session.run(Words.of(commandLine));
        assertThat(exit).isEqualTo(2);
        if (!commandLine.contains("--json")) {
            assertThat(session.out()).isEmpty();
        }
        assertThat(session.err().lines()).hasSize(2);
        assertThat(session.err()).startsWith("error: ").contains("\nnext:  ").contains(next);
        assertThat(session.calls()).isEmpty();

        Session json = new Session(folder);
        if (!commandLine.startsWith("test")) { // which hands everything on
            json.run(Words.of(commandLine + (commandLine.contains("--json") ? "" : " --json")));
            JsonNode error = new ObjectMapper().readTree(json.out()).get("error");
            assertThat(error.get("what").asText()).isNotBlank();
            assertThat(error.get("next").asText()).isNotBlank();
            assertThat(error.size()).isEqualTo(3);
        }
    }

    @Test
    void withoutAFileAndWithoutADemoThereIsNothingToShow() throws IOException {
        Files.delete(folder.resolve("sluice.yaml"));
        assertThat(session.run("status")).isEqualTo(2);
        assertThat(session.err()).contains("There is no sluice.yaml");
    }

    @Test
    void withoutAFileAWorkspaceIsTheDemos() throws IOException {
        Files.delete(folder.resolve("sluice.yaml"));
        Files.createDirectory(folder.resolve(".sluice"));
        assertThat(session.run("status")).isZero();
    }

    @Test
    void onlyTheDemoBringsItsOwnPostgres() throws IOException {
        Files.writeString(folder.resolve("sluice.yaml"), "pipeline: shop\ntables: [a.b]\n");
        assertThat(session.run("run")).isEqualTo(2);
        assertThat(session.err()).contains("no `source`", "sluice demo");
    }

    @Test
    void planCheckExitsWithOneIfThereIsAnythingToDo() {
        assertThat(session.run("plan")).isZero();
        assertThat(session.run("plan", "--check")).isEqualTo(1);
    }

    @Test
    void destroyGoesOnOnlyWithTheRightName() {
        assertThat(session.answering("yes\n").run("destroy")).isEqualTo(2);
        assertThat(session.calls()).containsExactly("destroyPlan");
        assertThat(session.answering("shop\n").run("destroy")).isZero();
        assertThat(session.calls()).containsExactly("destroyPlan", "destroyPlan", "destroy");
        assertThat(session.answering("").run("destroy")).isEqualTo(2);
    }

    @Test
    void parkedDropGoesOnOnlyWithTheWord() {
        assertThat(session.answering("yes\n").run("parked", "drop", "--all")).isEqualTo(2);
        assertThat(session.err()).contains("inventory.orders", "12 events", "Nothing was dropped");
        assertThat(session.answering("drop\n").run("parked", "drop", "--all")).isZero();
        assertThat(session.run("parked", "drop", "x-0-1", "--yes")).isZero();
        assertThat(session.calls())
                .filteredOn(call -> call.startsWith("parked drop"))
                .containsExactly("parked drop [] []", "parked drop [] [x-0-1]");
    }

    @Test
    void parkedReplayExitsWithOneIfAnythingStaysParked() {
        assertThat(session.run("parked", "replay", "--all")).isEqualTo(1);
        assertThat(session.out()).contains("refused  shop.inventory.orders-0-18: not JSON", "1 event still parked");
    }

    @Test
    void anUnexpectedFailureIsOneSentenceAndALogFile() throws IOException {
        assertThat(session.failing(new IllegalStateException("broken")).run("plan"))
                .isEqualTo(4);
        assertThat(session.err().lines()).hasSize(2);
        Path log = folder.resolve(".sluice/logs/sluice/plan.log");
        assertThat(session.err()).contains("broken", log.toString()).doesNotContain("\tat ");
        assertThat(session.open()).isZero();
    }

    @Test
    void versionNamesSluiceAndTheJdk() {
        assertThat(session.run("--version")).isZero();
        assertThat(session.out())
                .startsWith("sluice ")
                .contains("JDK " + Runtime.version().feature());
    }
}
