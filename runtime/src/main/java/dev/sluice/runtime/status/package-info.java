/* SPDX-License-Identifier: Apache-2.0 */
/** Where every stage of every table stands. */
@NullMarked
package dev.sluice.runtime.status;

import org.jspecify.annotations.NullMarked;
