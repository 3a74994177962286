/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.plan;

/** What a step may cost if it was not wanted. */
public enum Risk {
    /** Adds something; nothing else changes. */
    NONE,
    /** Costs the source or the target some work for a while. */
    LOAD,
    /** Interrupts the flow for a moment; nothing is lost. */
    PAUSE,
    /** Takes data away that only a new load brings back. */
    LOSES_DATA
}
