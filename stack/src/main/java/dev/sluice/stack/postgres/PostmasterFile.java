/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes about itself into {@code postmaster.pid} (PostgreSQL's {@code miscadmin.h}): its process
 * id in line 1, its state in line 8.
 *
 * @param pid of the postmaster
 * @param ready whether it accepts connections
 */
record PostmasterFile(long pid, boolean ready) {
    private static final int PID_LINE = 0;
    private static final int STATUS_LINE = 7;

    /** Reads it; empty if there is none or the server has only begun to write it. */
    static Optional<PostmasterFile> in(Path data) throws IOException {
        try {
            return parse(Files.readAllLines(data.resolve("postmaster.pid")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    static Optional<PostmasterFile> parse(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(lines.get(PID_LINE).strip());
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return Optional.of(new PostmasterFile(pid, ready));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
