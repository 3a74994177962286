/* SPDX-License-Identifier: Apache-2.0 */
/** The control plane: observe, plan, execute, watch. */
@NullMarked
package dev.sluice.runtime.control;

import org.jspecify.annotations.NullMarked;
