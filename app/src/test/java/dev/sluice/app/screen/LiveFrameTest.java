/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.port.LiveState;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TableStatus;
import dev.sluice.app.view.Paint;
import dev.sluice.app.view.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LiveFrameTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    @Test
    void startingFitsTheUsualTerminal() throws IOException {
        check(
                "screen-starting.txt",
                LiveFrame.lines(
                        Samples.state(Samples.starting()), "Ctrl-C stops everything.", Size.USUAL, Paint.PLAIN));
    }

    @Test
    void liveFitsTheUsualTerminal() throws IOException {
        check(
                "screen-live.txt",
                LiveFrame.lines(Samples.state(Samples.live()), "Ctrl-C stops everything.", Size.USUAL, Paint.PLAIN));
    }

    @Test
    void aLineTellsTheSameToALog() throws IOException {
        check(
                "screen-lines.txt",
                List.of(LiveLine.of(Samples.state(Samples.starting())), LiveLine.of(Samples.state(Samples.live()))));
    }

    @Property
    void everyFrameFitsItsTerminal(
            @ForAll @IntRange(min = 1, max = 200) int columns,
            @ForAll @IntRange(min = 1, max = 60) int rows,
            @ForAll @IntRange(min = 0, max = 60) int tables,
            @ForAll Paint paint) {
        List<String> lines =
                LiveFrame.lines(withTables(tables), "Ctrl-C stops everything.", new Size(columns, rows), paint);
        assertThat(lines.size()).isBetween(1, Math.max(1, rows - 1));
        assertThat(lines).allSatisfy(line -> assertThat(AnsiText.width(line)).isLessThanOrEqualTo(columns));
    }

    @Property
    void noTableIsForgotten(@ForAll @IntRange(min = 1, max = 60) int tables) {
        List<String> lines = LiveFrame.lines(withTables(tables), "Ctrl-C stops everything.", Size.USUAL, Paint.PLAIN);
        long shown = lines.stream()
                .filter(line -> line.startsWith("inventory.orders"))
                .count();
        long hidden = lines.stream()
                .filter(line -> line.startsWith("and "))
                .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                .sum();
        assertThat(shown + hidden).isEqualTo(tables);
    }

    private static LiveState withTables(int count) {
        StatusReport live = Samples.live();
        TableStatus orders = live.tables().get(2);
        return Samples.state(new StatusReport(
                live.pipeline(),
                live.state(),
                live.at(),
                live.services(),
                live.slot(),
                Collections.nCopies(count, orders),
                live.load(),
                live.memory(),
                live.warnings()));
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
