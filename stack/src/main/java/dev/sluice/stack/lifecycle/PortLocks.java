/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps processes of one user that start at the same moment from choosing the same port: it looks free to all of them until
 * the first one's server listens. A lock is held until the process ends, however it does. For any thread.
 */
final class PortLocks {
    /** By their files; a channel that nobody knows any more would be closed, and the lock with it. */
    private static final Map<Path, FileChannel> HELD = new HashMap<>();

    private final Path folder;

    /** With one file for each port in this folder, which is made when it is needed. */
    PortLocks(Path folder) {
        this.folder = folder;
    }

    /** Those that all processes of this user share; not in the home folder, which machines may share. */
    static PortLocks ofUser() {
        return new PortLocks(
                Path.of(System.getProperty("java.io.tmpdir"), "sluice-ports-" + System.getProperty("user.name")));
    }

    /** False if another process has chosen it. True where that can't be told: the port's own state has to do then. */
    boolean take(int port) {
        Path file = folder.resolve(port + ".lock");
        synchronized (HELD) {
            if (HELD.containsKey(file)) {
                return true;
            }
            try {
                Files.createDirectories(folder);
                FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (channel.tryLock() == null) {
                    channel.close();
                    return false;
                }
                HELD.put(file, channel);
                return true;
            } catch (IOException e) {
                return true;
            }
        }
    }
}
