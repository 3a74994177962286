/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/** The demo: {@link #run} returns by itself only if the request is headless. */
public interface DemoRun extends LiveRun {
    /** What the verification after a headless run found; to be called after {@link #run} has returned. */
    VerifyReport report();
}
