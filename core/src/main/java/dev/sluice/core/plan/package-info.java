/* SPDX-License-Identifier: Apache-2.0 */
/** Desired and observed state, and the steps between them. */
@NullMarked
package dev.sluice.core.plan;

import org.jspecify.annotations.NullMarked;
