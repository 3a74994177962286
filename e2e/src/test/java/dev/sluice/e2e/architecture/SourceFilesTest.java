/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a class file no longer shows. */
class SourceFilesTest {
    private static final int MOST_LINES = 500;

    @Test
    void areShort() {
        assertThat(Checkout.sources()).isNotEmpty();
        assertThat(tooLong(Checkout.sources())).isEmpty();
    }

    @Test
    void oneLineTooManyIsSeen(@TempDir Path folder) throws IOException {
        Path most = Files.writeString(folder.resolve("Most.java"), "\n".repeat(MOST_LINES));
        Path more = Files.writeString(folder.resolve("More.java"), "\n".repeat(MOST_LINES + 1));
        assertThat(tooLong(List.of(most, more))).containsExactly(more);
    }

    private static List<Path> tooLong(List<Path> files) {
        return files.stream()
                .filter(file -> Checkout.text(file).lines().count() > MOST_LINES)
                .toList();
    }
}
