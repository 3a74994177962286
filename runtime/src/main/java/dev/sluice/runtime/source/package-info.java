/* SPDX-License-Identifier: Apache-2.0 */
/** Postgres: the catalog, the slot, marks in the WAL. */
@NullMarked
package dev.sluice.runtime.source;

import org.jspecify.annotations.NullMarked;
