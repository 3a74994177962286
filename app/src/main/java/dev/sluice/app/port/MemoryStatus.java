/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.List;

/** Memory of all processes of the embedded stack, shared pages counted once. */
public record MemoryStatus(long totalBytes, List<ProcessMemory> processes) {
    /** One process and its children of the same kind. */
    public record ProcessMemory(String name, long bytes) {}
}
