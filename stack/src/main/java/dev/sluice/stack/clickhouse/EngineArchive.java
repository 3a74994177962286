/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.problem.Problem;
import dev.sluice.stack.lifecycle.StartProgress;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A package as npm delivers it: a gzipped tar with everything below {@code package/}. */
final class EngineArchive {
    private static final int BUFFER = 1 << 18;

    private EngineArchive() {}

    /** Throws a problem unless the archive is byte for byte the one that was pinned. */
    static void verify(Path archive, EnginePackage wanted) throws IOException {
        MessageDigest digest = sha512();
        try (InputStream in = Files.newInputStream(archive)) {
            byte[] buffer = new byte[BUFFER];
            int count;
            while ((count = in.read(buffer)) >= 0) {
                digest.update(buffer, 0, count);
            }
        }
        String actual = "sha512-" + Base64.getEncoder().encodeToString(digest.digest());
        if (!actual.equals(wanted.integrity())) {
            throw Problem.system(
                            "engine-hash-mismatch",
                            "What npm delivered as " + wanted.specifier() + " is not that package: its hash is "
                                    + actual + ".",
                            "Check the registry that npm is set to; nothing of it was installed.")
                    .asException();
        }
    }

    /** Writes the library, and nothing else of the archive, to {@code target}. */
    static void unpack(Path archive, EnginePackage wanted, Path target, StartProgress progress) throws IOException {
        try (InputStream file = Files.newInputStream(archive);
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new GZIPInputStream(new BufferedInputStream(file), BUFFER))) {
            TarArchiveEntry entry;
            while ((entry = tar.getNextEntry()) != null) {
                if (entry.getName().equals("package/" + wanted.library())) {
                    copy(tar, entry.getSize(), target, progress);
                    return;
                }
            }
        }
        throw Problem.ours("engine-library-missing", wanted.specifier() + " holds no " + wanted.library() + ".")
                .asException();
    }

    private static void copy(InputStream in, long size, Path target, StartProgress progress) throws IOException {
        try (OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[BUFFER];
            long done = 0;
            int percent = -1;
            int count;
            while ((count = in.read(buffer)) >= 0) {
                out.write(buffer, 0, count);
                done += count;
                int now = (int) (100 * done / size);
                if (now != percent) {
                    percent = now;
                    progress.report("unpacking the engine", (double) done / size);
                }
            }
        }
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
