/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
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
    private static final Map<Integer, FileChannel> HELD = new HashMap<>();

    private final Path folder;

    /** With one file for each port in this folder, which is made when it is needed. */
    PortLocks(Path folder) {
        this.folder = folder;
    }

    /** Those that all processes of this user share. */
    static PortLocks ofUser() {
        return new PortLocks(
                Path.of(System.getProperty("java.io.tmpdir"), "sluice-ports-" + System.getProperty("user.name")));
    }

    /** False if another process has chosen it. True where that can't be told: the port's own state has to do then. */
    boolean take(int port) {
        synchronized (HELD) {
            if (HELD.containsKey(port)) {
                return true;
            }
            try {
                Files.createDirectories(folder);
                FileChannel file = FileChannel.open(
                        folder.resolve(port + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (locked(file)) {
                    HELD.put(port, file);
                    return true;
                }
                file.close();
                return false;
            } catch (IOException e) {
                return true;
            }
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
