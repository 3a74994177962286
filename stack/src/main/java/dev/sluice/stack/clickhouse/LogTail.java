/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a server's logs give as the reason of its end; for people, nothing decides by it. */
final class LogTail {
    private static final int BYTES = 1 << 15;
    private static final int SHOWN = 300;

    private LogTail() {}

    /** The last line that mentions an error, of the first file that has one. */
    static String lastError(List<Path> logs) {
        return logs.stream()
                .map(LogTail::lastErrorOf)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("its logs give no reason");
    }

    private static Optional<String> lastErrorOf(Path log) {
        if (!Files.isRegularFile(log)) {
            return Optional.empty();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(0, file.length() - BYTES);
            byte[] tail = new byte[(int) (file.length() - start)];
            file.seek(start);
            file.readFully(tail);
            return new String(tail, StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> line.contains("Exception") || line.contains("<Error>") || line.contains("<Fatal>"))
                    .reduce((earlier, later) -> later)
                    .map(line -> line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
