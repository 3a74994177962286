/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.app.config.ConfigFile;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.e2e.architecture.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every YAML block of the documents is a configuration that the product takes. */
class ConfigurationBlocksTest {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:(\\w+)}");
    private static final Pattern SECRET_FILE = Pattern.compile("\\$\\{file:[^}]*}");

    @TempDir
    Path folder;

    @Test
    void areConfigurations() {
        List<MarkdownBlock> blocks = MarkdownBlock.all().stream()
                .filter(block -> block.language().equals("yaml"))
                .toList();
        assertThat(blocks).isNotEmpty();
        for (MarkdownBlock block : blocks) {
            assertThatCode(() -> read(block.text())).as(block.where()).doesNotThrowAnyException();
        }
    }

    @Test
    void theExampleIsOne() {
        String example = Checkout.text(Checkout.root().resolve("examples/shop.yaml"));
        assertThatCode(() -> read(example)).doesNotThrowAnyException();
    }

    @Test
    void aFaultIsSeen() {
        assertThatThrownBy(() -> read("pipeline: shop\ntabels: [public.*]\n")).isInstanceOf(ProblemException.class);
    }

    /** Reads it on a machine where every variable and file that it names is there. */
    private void read(String yaml) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String text = SECRET_FILE.matcher(yaml).replaceAll(Matcher.quoteReplacement("${file:" + secret + "}"));
        Map<String, String> variables = VARIABLE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> "secret"));
        Path file = Files.writeString(folder.resolve("sluice.yaml"), text);
        ConfigFile.read(file, "sluice.yaml", variables);
    }
}
