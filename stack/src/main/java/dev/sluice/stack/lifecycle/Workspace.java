/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A pipeline's workspace, held by this process alone until it is closed. Readers need only a {@link WorkspaceLayout}. */
public final class Workspace implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Workspace.class);

    private final WorkspaceLayout layout;
    private final WorkspaceLock lock;

    private Workspace(WorkspaceLayout layout, WorkspaceLock lock) {
        this.layout = layout;
        this.lock = lock;
    }

    /**
     * Makes the folders, takes the lock, and ends what a killed run left behind, so that its ports are free again.
     *
     * @throws ProblemException {@code workspace-in-use} if another process holds it, {@code folder-not-writable},
     *     {@code disk-full}, {@code workspace-unusable}
     */
    public static Workspace open(WorkspaceLayout layout) {
        try {
            Files.createDirectories(layout.run());
            Files.createDirectories(layout.logs());
            Files.createDirectories(layout.secrets());
            Files.setPosixFilePermissions(layout.secrets(), PosixFilePermissions.fromString("rwx------"));
            var workspace = new Workspace(layout, WorkspaceLock.take(layout));
            workspace.endLeftovers();
            return workspace;
        } catch (IOException e) {
            throw WorkspaceFile.problem(layout.folder(), e);
        }
    }

    private void endLeftovers() throws IOException {
        try {
            RunningStack.read(layout.endpoints()).ifPresent(Workspace::end);
        } catch (ProblemException e) {
            // The lock is ours, so the file is of no use to anybody; services find their own leftovers too.
            LOG.warn("Ignoring {}", layout.endpoints(), e);
        }
        Files.deleteIfExists(layout.endpoints());
    }

    private static void end(RunningStack stack) {
        try {
            Leftovers.end(stack);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.system("start-cancelled", "The start was cancelled.", "Start again.")
                    .causedBy(e);
        }
    }

    public WorkspaceLayout layout() {
        return layout;
    }

    public Ports ports() {
        return new Ports(layout.ports(), PortLocks.ofUser());
    }

    public Passwords passwords() {
        return new Passwords(layout.passwords());
    }

    /** Lets other commands find this stack; replaces what was announced before. */
    public void announce(RunningStack stack) {
        stack.write(layout.endpoints());
    }

    /** Withdraws the announcement and gives the lock back. */
    @Override
    public void close() {
        try (lock) {
            Files.deleteIfExists(layout.endpoints());
            Files.deleteIfExists(layout.pid());
        } catch (IOException e) {
            throw WorkspaceFile.problem(layout.run(), e);
        }
    }
}
