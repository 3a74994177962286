/* SPDX-License-Identifier: Apache-2.0 */
/** The comparison of a source table with its copy. */
@NullMarked
package dev.sluice.core.verify;

import org.jspecify.annotations.NullMarked;
