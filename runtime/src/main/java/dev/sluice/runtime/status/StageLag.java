/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.status;

/** What has come to a stage and not left it: bytes, row changes, and the time they stand for in milliseconds. */
public record StageLag(long bytes, long events, double ms) {
    /** Nothing waits. */
    public static final StageLag NONE = new StageLag(0, 0, 0);
}
