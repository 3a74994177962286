/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Tells when the process has to stop: at SIGTERM, SIGINT or SIGHUP, or when its parent has ended. */
final class StopSignal implements AutoCloseable {
    private final CountDownLatch stop;
    private final CountDownLatch stopped;

    private StopSignal(CountDownLatch stop, CountDownLatch stopped) {
        this.stop = stop;
        this.stopped = stopped;
    }

    /** Watches signals and {@code parent}, an input that ends when the parent does. */
    static StopSignal install(BufferedReader parent) {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            try {
                // The JVM ends when its hooks do; the main thread halts it before that.
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            try {
                while (parent.readLine() != null) {
                    // Nothing more is said on this channel.
                }
            } catch (IOException e) {
                // As good as an end.
            }
            stop.countDown();
        });
        return new StopSignal(stop, stopped);
    }

    /** Waits for the first of them. */
    void await() throws InterruptedException {
        stop.await();
    }

    /** Lets go of the watch; a signal that comes later than this waits for the process to end by itself. */
    @Override
    public void close() {
        stop.countDown();
    }
}
