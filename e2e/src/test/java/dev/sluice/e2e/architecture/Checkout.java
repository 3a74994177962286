/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The working copy that the tests run in. */
public final class Checkout {
    private static final List<String> MODULES = List.of("core", "connect", "runtime", "stack", "app");

    private Checkout() {}

    /** Its root: the folder with the launcher, here or above. */
    public static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("sluice"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "there is no launcher above " + Path.of("").toAbsolutePath());
    }

    /** The Java sources of the product, without tests. */
    public static List<Path> sources() {
        return MODULES.stream()
                .flatMap(module -> files(root().resolve(module).resolve("src/main/java"), ".java").stream())
                .toList();
    }

    /** The Markdown files that tell people what to type: the README, CONTRIBUTING and the folder docs. */
    public static List<Path> documents() {
        return Stream.concat(
                        Stream.of(root().resolve("README.md"), root().resolve("CONTRIBUTING.md")),
                        files(root().resolve("docs"), ".md").stream())
                .toList();
    }

    /** The text of a file. */
    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder, String end) {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(file -> file.toString().endsWith(end)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
