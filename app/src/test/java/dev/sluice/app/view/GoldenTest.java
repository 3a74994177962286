/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What each report looks like as text, and as JSON, compared with the files in {@code golden}. Run with
 * {@code -Dgolden.write=true} to write them anew, then look at the difference.
 */
class GoldenTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @TestFactory
    Stream<DynamicTest> text() {
        Map<String, List<String>> texts = new TreeMap<>();
        texts.put("plan.txt", PlanText.lines(Samples.plan(), Paint.PLAIN, false));
        texts.put("plan-tables.txt", PlanText.lines(Samples.plan(), Paint.PLAIN, true));
        texts.put("plan-done.txt", List.of(PlanText.done(Samples.plan().steps().getFirst(), Paint.PLAIN)));
        texts.put("applied.txt", PlanText.applied(Samples.applied()));
        texts.put("destroyed.txt", PlanText.destroyed(Samples.applied()));
        texts.put("status-starting.txt", StatusText.lines(Samples.starting(), Paint.PLAIN));
        texts.put("status-live.txt", StatusText.lines(Samples.live(), Paint.PLAIN));
        texts.put("verify-equal.txt", VerifyText.lines(Samples.equal(), Paint.PLAIN));
        texts.put("verify-different.txt", VerifyText.lines(Samples.different(), Paint.PLAIN));
        texts.put("verify-repaired.txt", VerifyText.lines(Samples.repaired(), Paint.PLAIN));
        texts.put("resync.txt", ResyncText.lines(Samples.readAgain(), Paint.PLAIN));
        texts.put("history.txt", HistoryText.lines(Samples.history(), Paint.PLAIN));
        texts.put("parked.txt", ParkedText.list(ParkedSamples.parked(), Paint.PLAIN));
        texts.put("parked-closed.txt", ParkedText.closed(ParkedSamples.closed(), Paint.PLAIN));
        texts.put("parked-event.txt", ParkedText.event(ParkedSamples.parkedEvent(), Paint.PLAIN));
        texts.put("parked-replayed.txt", ParkedText.replayed(ParkedSamples.replayed(), Paint.PLAIN));
        texts.put("parked-dropped.txt", ParkedText.dropped(ParkedSamples.dropped()));
        texts.put("topics.txt", KafkaText.topics(Samples.topics(), Paint.PLAIN));
        texts.put("groups.txt", KafkaText.groups(Samples.groups(), Paint.PLAIN));
        texts.put("message.txt", KafkaText.message(Samples.message(), Paint.PLAIN));
        texts.put("tombstone.txt", KafkaText.message(Samples.tombstone(), Paint.PLAIN));
        texts.put("doctor.txt", DoctorText.lines(Samples.doctor(), Paint.PLAIN));
        texts.put("bench.txt", BenchText.lines(BenchSample.report(), Paint.PLAIN));
        texts.put("bench.svg", BenchPlot.lines(BenchSample.report()));
        texts.put("doctor-ansi.txt", DoctorText.lines(Samples.doctor(), Paint.ANSI));
        return texts.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(one.getKey(), () -> check(one.getKey(), one.getValue())));
    }

    @TestFactory
    Stream<DynamicTest> json() {
        Map<String, Object> reports = new TreeMap<>();
        reports.put("plan.json", Samples.plan());
        reports.put("applied.json", Samples.applied());
        reports.put("status-starting.json", Samples.starting());
        reports.put("status-live.json", Samples.live());
        reports.put("verify-equal.json", Samples.equal());
        reports.put("verify-different.json", Samples.different());
        reports.put("resync.json", Samples.readAgain());
        reports.put("history.json", Samples.history());
        reports.put("parked.json", ParkedSamples.parked());
        reports.put("parked-event.json", ParkedSamples.parkedEvent());
        reports.put("parked-replayed.json", ParkedSamples.replayed());
        reports.put("parked-dropped.json", ParkedSamples.dropped());
        reports.put("topics.json", Samples.topics());
        reports.put("groups.json", Samples.groups());
        reports.put("message.json", Samples.message());
        reports.put("wait.json", Samples.waited());
        reports.put("bench.json", BenchSample.report());
        reports.put("doctor.json", Samples.doctor());
        return reports.entrySet().stream()
                .map(one -> DynamicTest.dynamicTest(
                        one.getKey(), () -> check(one.getKey(), List.of(Json.line(one.getValue())))));
    }

    @Test
    void noLineOfATableIsLongerThanAHundred() {
        assertThat(Samples.plan().tables())
                .allSatisfy(table -> assertThat(TablesText.lines(table, Paint.PLAIN))
                        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100)));
    }

    @Test
    void coloursNeverChangeTheWidth() {
        List<String> plain = StatusText.lines(Samples.live(), Paint.PLAIN);
        List<String> painted = StatusText.lines(Samples.live(), Paint.ANSI).stream()
                .map(line -> line.replaceAll("\033\\[[0-9;]*m", ""))
                .toList();
        assertThat(painted).isEqualTo(plain);
    }

    private static void check(String name, List<String> lines) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN);
            Files.write(file, lines);
        }
        assertThat(lines).isEqualTo(Files.readAllLines(file));
    }
}
