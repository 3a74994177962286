/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs foreign start and stop code on a platform thread of its own. An interrupt of the caller does not reach it: Kafka
 * answers an interrupt in the middle of a file operation by giving up its log folder.
 */
public final class OwnThread {
    private OwnThread() {}

    /** Work that may fail in any way. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** Runs {@code work} to its end and throws what it throws; an interrupt meanwhile is kept for the caller. */
    public static void run(String threadName, Work work) throws Exception {
        var task = new FutureTask<>((Callable<Boolean>) () -> {
            work.run();
            return true;
        });
        Thread.ofPlatform().daemon().name(threadName).start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Exception unwrapped(ExecutionException e) {
        return e.getCause() instanceof Exception cause ? cause : e;
    }
}
