/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import dev.sluice.core.problem.Problem;
import dev.sluice.stack.lifecycle.Folders;
import dev.sluice.stack.lifecycle.StartProgress;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The server's programs, unpacked once from zonky's archive for this platform. Its {@code EmbeddedPostgres} class is not
 * used: it starts the server in its constructor, without fsync and without a password.
 *
 * @param folder holds {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {
    /** The version of the archive on the class path; the parent pom pins it. */
    static final String VERSION = "16.3";

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    /** Unpacks unless that was done before; several processes may do so at once. */
    static PostgresBinaries unpackedIn(Path parent, StartProgress progress) throws IOException {
        Path folder = parent.toAbsolutePath().resolve("postgres-" + VERSION);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(parent);
            Path scratch = Files.createTempDirectory(parent, "postgres-unpacking-");
            try {
                unpack(scratch, progress);
                moveInPlace(scratch, folder);
            } finally {
                Folders.delete(scratch);
            }
        }
        return new PostgresBinaries(folder);
    }

    private static void unpack(Path target, StartProgress progress) throws IOException {
        try (InputStream packed = archive();
                var counted = new Counted(packed, packed.available(), progress);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(counted)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("The archive leaves its folder: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    write(tar, entry, file);
                }
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path file) throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        Files.setPosixFilePermissions(
                file, PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static InputStream archive() throws IOException {
        String system = System.getProperty("os.name");
        String machine = System.getProperty("os.arch");
        try {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        } catch (IllegalStateException e) {
            throw Problem.user(
                            "postgres-not-embeddable",
                            "There is no embedded PostgreSQL for " + system + " on " + machine + ".",
                            "Give the address of a PostgreSQL of your own under `source` in sluice.yaml.")
                    .causedBy(e);
        }
    }

    private static void moveInPlace(Path scratch, Path folder) throws IOException {
        Files.setPosixFilePermissions(scratch, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(scratch, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another process was faster; its folder is as good as ours.
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Reports how much of the archive was read. */
    private static final class Counted extends FilterInputStream {
        private final long total;
        private final StartProgress progress;
        private long read;
        private int reported = -1;

        Counted(InputStream in, long total, StartProgress progress) {
            super(in);
            this.total = total;
            this.progress = progress;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read += Math.max(0, count);
            int percent = total > 0 ? (int) Math.min(100, 100 * read / total) : 0;
            if (percent != reported) {
                reported = percent;
                progress.report("unpacking PostgreSQL " + VERSION, total > 0 ? percent / 100.0 : Double.NaN);
            }
            return count;
        }
    }
}
