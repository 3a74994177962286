/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import dev.sluice.core.config.Secret;
import dev.sluice.core.problem.Problem;
import dev.sluice.stack.lifecycle.Folders;
import dev.sluice.stack.lifecycle.StartFailure;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The server's data folder: made whole or not at all, and looked at before the server is. */
final class DataFolder {
    private static final String MAJOR = "16";

    private DataFolder() {}

    /** Makes the folder if it is missing, and refuses one that this server can't read. */
    static void prepare(PostgresSettings settings, PostgresBinaries binaries) throws IOException, InterruptedException {
        Path data = settings.data();
        if (!Files.isDirectory(data) || isEmpty(data)) {
            create(settings, binaries);
            return;
        }
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(version) || !Files.exists(data.resolve("global/pg_control"))) {
            throw damaged(data, "it lacks files that every server has").asException();
        }
        String found = Files.readString(version).strip();
        if (!found.equals(MAJOR)) {
            throw Problem.user(
                            "postgres-data-of-other-version",
                            "The data in " + data + " was written by PostgreSQL " + found + "; this is " + MAJOR + ".",
                            "Dump it with PostgreSQL " + found + " and load it here, or move the folder away.")
                    .asException();
        }
    }

    /** The folder can't be used, for example {@code reason}: "its control file is unreadable". */
    static Problem damaged(Path data, String reason) {
        return Problem.system(
                "postgres-data-damaged",
                "PostgreSQL can't use its data in " + data + ": " + reason + ".",
                "Put a backup of that folder in its place, or move it away to begin with an empty database.");
    }

    private static void create(PostgresSettings settings, PostgresBinaries binaries)
            throws IOException, InterruptedException {
        Path data = settings.data();
        Path scratch = data.resolveSibling(data.getFileName() + ".new");
        Files.createDirectories(data.toAbsolutePath().getParent());
        Folders.delete(scratch);
        Files.createDirectory(
                scratch, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        initialize(scratch, settings, binaries);
        try {
            Files.deleteIfExists(data);
        } catch (DirectoryNotEmptyException e) {
            throw damaged(data, "something else was put there").causedBy(e);
        }
        Files.move(scratch, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void initialize(Path folder, PostgresSettings settings, PostgresBinaries binaries)
            throws IOException, InterruptedException {
        Path password = passwordFile(settings.password());
        Path log = settings.logs().resolve("initdb.log");
        try {
            List<String> arguments = List.of(
                    "--pgdata=" + folder,
                    "--username=" + PostgresSettings.USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    // One collation on every machine; "C" alone would not know upper and lower case beyond ASCII.
                    System.getProperty("os.name").equals("Linux") ? "--locale=C.UTF-8" : "--no-locale");
            Process initdb = new ProcessBuilder(PostgresCommand.of(binaries.program("initdb"), arguments))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (initdb.waitFor() != 0) {
                String output = ServerLog.since(log, 0);
                throw StartFailure.ofText(output, "PostgreSQL", settings.data(), settings.port())
                        .orElseGet(() -> Problem.system(
                                "postgres-failed",
                                "PostgreSQL could not make its data folder " + settings.data() + ".",
                                "Look at " + log + ", then start again."))
                        .asException();
            }
        } finally {
            Files.deleteIfExists(password);
        }
    }

    private static Path passwordFile(Secret password) throws IOException {
        Path file = Files.createTempFile("sluice-initdb", ".tmp");
        Files.writeString(file, password.reveal() + "\n");
        return file;
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
