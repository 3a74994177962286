/* SPDX-License-Identifier: Apache-2.0 */
/** The comparison of source and target, and the wait for the target to catch up. */
@NullMarked
package dev.sluice.runtime.verify;

import org.jspecify.annotations.NullMarked;
