/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Scenarios on the real engines. {@link dev.sluice.e2e.Engines} runs once for all of them; a
 * {@link dev.sluice.e2e.Scenario} is one pipeline on it, and {@link dev.sluice.e2e.WholeTable} compares both sides
 * without the product's own verifier.
 */
@NullMarked
package dev.sluice.e2e;

import org.jspecify.annotations.NullMarked;
