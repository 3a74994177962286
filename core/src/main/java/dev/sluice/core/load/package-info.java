/* SPDX-License-Identifier: Apache-2.0 */
/** What the initial load reads, how much at once, and how far it is. */
@NullMarked
package dev.sluice.core.load;

import org.jspecify.annotations.NullMarked;
