/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** Tells when the process has to stop: at SIGTERM, SIGINT or SIGHUP, or when its parent has ended. */
final class StopSignal {
    private final CountDownLatch stop;

    private StopSignal(CountDownLatch stop) {
        this.stop = stop;
    }

    /** Watches signals and {@code parent}, an input that ends when the parent does. */
    static StopSignal install(BufferedReader parent) {
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.countDown();
            try {
                // The JVM would end when its hooks do. The main thread halts it once the engine has stopped.
                never.await();
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
        return new StopSignal(stop);
    }

    /** Waits for the first of them. */
    void await() throws InterruptedException {
        stop.await();
    }
}
