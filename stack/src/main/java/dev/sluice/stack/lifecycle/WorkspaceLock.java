/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import dev.sluice.core.problem.Problem;
import dev.sluice.core.problem.ProblemException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to run services in a workspace. The kernel gives it back when the process ends in any way, so a lock can't
 * be left behind. The holder's process id is in a file of its own: on POSIX systems, closing any handle of the locked
 * file in the same process gives the lock away.
 */
final class WorkspaceLock implements AutoCloseable {
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private WorkspaceLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    /**
     * Takes the lock or says who has it.
     *
     * @throws dev.sluice.core.problem.ProblemException {@code workspace-in-use}
     */
    static WorkspaceLock take(WorkspaceLayout layout) throws IOException {
        Path key = layout.run().toRealPath().resolve("lock");
        if (!HELD_HERE.add(key)) {
            throw inUse(layout).asException();
        }
        WorkspaceLock lock = null;
        try {
            lock = tryLock(key);
            if (lock == null) {
                throw inUse(layout).asException();
            }
            String pid = Long.toString(ProcessHandle.current().pid());
            WorkspaceFile.replace(layout.pid(), pid.getBytes(StandardCharsets.US_ASCII));
            return lock;
        } catch (IOException | ProblemException e) {
            HELD_HERE.remove(key);
            if (lock != null) {
                lock.close();
            }
            throw e;
        }
    }

    private static @Nullable WorkspaceLock tryLock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return null;
        }
        return new WorkspaceLock(file, channel);
    }

    private static Problem inUse(WorkspaceLayout layout) {
        String holder;
        try {
            holder = "process " + Files.readString(layout.pid()).strip();
        } catch (IOException e) {
            holder = "another process";
        }
        return Problem.user(
                "workspace-in-use",
                "The workspace " + layout.folder() + " is used by " + holder + ".",
                "Stop that process, or choose another pipeline name or workspace folder.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD_HERE.remove(key);
    }
}
