/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;

/** The server's log file, which is the only place where a server that did not start says why. */
final class ServerLog {
    private static final int TAIL = 16 << 10;
    private static final long KEEP = 16 << 20;

    private ServerLog() {}

    /** The log file, begun anew beside the old one when that has grown large. */
    static Path opened(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path log = folder.resolve("postgres.log");
        if (Files.exists(log) && Files.size(log) > KEEP) {
            Files.move(log, folder.resolve("postgres.1.log"), StandardCopyOption.REPLACE_EXISTING);
        }
        return log;
    }

    /** The last line at or after {@code from} bytes that {@code wanted} accepts, without its time and process id. */
    static String lastLine(Path log, long from, Predicate<String> wanted) throws IOException {
        return tail(log, from).stream()
                .filter(wanted)
                .reduce((earlier, later) -> later)
                .map(line -> line.replaceFirst("^.*?(FATAL|PANIC):\\s*", ""))
                .orElse("");
    }

    /** All that was written at or after {@code from} bytes, or the end of it if that is much. */
    static String since(Path log, long from) throws IOException {
        return String.join("\n", tail(log, from));
    }

    /** Whether a line tells why a server gave up. */
    static boolean isError(String line) {
        return line.contains("FATAL:") || line.contains("PANIC:");
    }

    private static List<String> tail(Path log, long from) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            long start = Math.max(from, file.length() - TAIL);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - start)];
            file.seek(start);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        }
    }
}
