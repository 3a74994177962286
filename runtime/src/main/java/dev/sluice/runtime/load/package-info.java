/* SPDX-License-Identifier: Apache-2.0 */
/** The initial load. */
@NullMarked
package dev.sluice.runtime.load;

import org.jspecify.annotations.NullMarked;
