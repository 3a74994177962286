/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import java.util.Arrays;
import java.util.Optional;

/** How the engine's process can end by itself, told to its parent as an exit code. */
enum EngineExit {
    STOPPED(0),
    /** Another process holds the lock of the data folder. */
    DATA_IN_USE(11),
    /** The engine would not start on this folder; its log says why. */
    ENGINE_REFUSED(12),
    PORT_IN_USE(13);

    private final int code;

    EngineExit(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** The end that an exit code stands for; empty after a crash. */
    static Optional<EngineExit> of(int code) {
        return Arrays.stream(values()).filter(exit -> exit.code == code).findFirst();
    }
}
