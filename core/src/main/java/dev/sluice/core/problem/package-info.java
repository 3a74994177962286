/* SPDX-License-Identifier: Apache-2.0 */
/** Expected failures, with an owner and the next thing to do. */
@NullMarked
package dev.sluice.core.problem;

import org.jspecify.annotations.NullMarked;
