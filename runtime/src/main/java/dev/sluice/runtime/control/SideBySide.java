/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.control;

import dev.sluice.core.problem.Problem;
import java.util.Collection;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Does several things at once. */
final class SideBySide {
    private SideBySide() {}

    /**
     * Returns when the work on all things is done, on so many at a time; the calling thread tells {@code done} which, as they end.
     * The first work that fails, or an interrupt, ends the others, and is thrown.
     */
    static <T> void run(int atOnce, Collection<T> things, Consumer<T> work, Consumer<T> done) {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(atOnce, Thread.ofVirtual().factory())) {
            CompletionService<T> ended = new ExecutorCompletionService<>(threads);
            things.forEach(thing -> ended.submit(() -> work.accept(thing), thing));
            try {
                for (int i = 0; i < things.size(); i++) {
                    done.accept(ended.take().get());
                }
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                throw Problem.interrupted(e);
            } finally {
                threads.shutdownNow();
            }
        }
    }
}
