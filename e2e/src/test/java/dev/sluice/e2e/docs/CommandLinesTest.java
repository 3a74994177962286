/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.command.Cli;
import dev.sluice.app.command.CommandTree;
import dev.sluice.app.process.Closers;
import dev.sluice.app.screen.Terminal;
import dev.sluice.app.wiring.LiveWiring;
import dev.sluice.e2e.architecture.Checkout;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every {@code ./sluice …} of the documents is a command line that the product understands. */
class CommandLinesTest {
    /** To the end of the line or of the code within a sentence. */
    private static final Pattern COMMAND = Pattern.compile("(?<![\\w/.])\\./sluice(?![\\w/.-])([^\\n`]*)");

    /** In quotes, an operator that ends the command, a comment, or a bare word. */
    private static final Pattern WORD = Pattern.compile(
            "'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<end>[|;<>&)]|\\d?>|#.*)|(?<bare>[^\\s'\"|;<>&)]+)");

    @Test
    void areUnderstood() {
        int seen = 0;
        for (Path document : Checkout.documents()) {
            for (List<String> words : commands(Checkout.text(document))) {
                seen++;
                assertThat(refusal(words))
                        .as("./sluice %s in %s", String.join(" ", words), document)
                        .isEmpty();
            }
        }
        assertThat(seen).isPositive();
    }

    @Test
    void aWrongOneIsSeen() {
        assertThat(refusal(List.of("verify", "--tabel", "inventory.orders"))).isNotEmpty();
        assertThat(refusal(List.of("verify", "-Dtest=LinksTest"))).isNotEmpty();
    }

    @Test
    void wordsAreAShells() {
        assertThat(commands("CI=1 ./sluice sql 'SELECT 1' --json | jq .\n"))
                .containsExactly(List.of("sql", "SELECT 1", "--json"));
        assertThat(commands("Then `./sluice wait` returns.\n")).containsExactly(List.of("wait"));
        assertThat(commands("./sluice wait && ./sluice verify  # proof\n"))
                .containsExactly(List.of("wait"), List.of("verify"));
    }

    private static List<List<String>> commands(String markdown) {
        List<List<String>> commands = new ArrayList<>();
        Matcher command = COMMAND.matcher(markdown);
        // From the end of the program's name on, for one line may hold several commands.
        for (int at = 0; command.find(at); at = command.start(1)) {
            commands.add(words(command.group(1)));
        }
        return commands;
    }

    private static List<String> words(String rest) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(rest);
        while (word.find() && word.group("end") == null) {
            words.add(Stream.of("single", "double", "bare")
                    .map(word::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElseThrow());
        }
        return words;
    }

    private static String refusal(List<String> words) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Cli cli = new Cli(
                new LiveWiring(),
                Map.of(),
                Path.of(""),
                InputStream.nullInputStream(),
                nowhere,
                nowhere,
                Terminal.NONE,
                new Closers());
        try {
            CommandTree.of(cli).parseArgs(words.toArray(String[]::new));
            return "";
        } catch (CommandLine.ParameterException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
