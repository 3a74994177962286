/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

/** Small files of a workspace: replaced as a whole, never half-written, readable by their owner only. */
final class WorkspaceFile {
    private WorkspaceFile() {}

    static void replace(Path file, byte[] content) throws IOException {
        Path scratch = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName() + ".",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.write(scratch, content);
            Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(scratch);
        }
    }

    static ProblemException problem(Path file, IOException e) {
        return StartFailure.of(e, "Sluice", file, 0)
                .orElseGet(() -> Problem.system(
                        "workspace-unusable",
                        "Sluice can't use " + file + ": " + StartFailure.reason(e) + ".",
                        "Check that folder, or choose another workspace folder."))
                .causedBy(e);
    }
}
