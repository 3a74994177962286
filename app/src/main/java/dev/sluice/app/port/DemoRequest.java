/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

/**
 * What the demo should do.
 *
 * @param headless end after {@code seconds}, then catch up and verify; otherwise go on until stopped
 * @param seconds how long the workload runs, headless only
 * @param warmup for how many seconds it runs before that, unmeasured, headless only
 * @param rate changes a second that the workload aims at
 */
public record DemoRequest(boolean headless, int seconds, int warmup, int rate) {}
