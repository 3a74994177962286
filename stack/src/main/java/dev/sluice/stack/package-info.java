/* SPDX-License-Identifier: Apache-2.0 */
/** The embedded services, one lifecycle for all. */
@NullMarked
package dev.sluice.stack;

import org.jspecify.annotations.NullMarked;
