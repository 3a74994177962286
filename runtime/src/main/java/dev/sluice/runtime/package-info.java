/* SPDX-License-Identifier: Apache-2.0 */
/** Effects on the four systems. */
@NullMarked
package dev.sluice.runtime;

import org.jspecify.annotations.NullMarked;
