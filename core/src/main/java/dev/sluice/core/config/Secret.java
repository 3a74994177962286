/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

/** A value that never reaches a log, a plan or a screen: its text form is three asterisks. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
