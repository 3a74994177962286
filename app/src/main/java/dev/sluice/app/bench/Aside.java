/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.problem.Problem;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** What goes on on another thread while a benchmark measures. */
final class Aside {
    private Aside() {}

    /** Waits for what it gives; fails as it did. */
    static <T> T result(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException e) {
            throw Problem.interrupted(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e);
        }
    }
}
