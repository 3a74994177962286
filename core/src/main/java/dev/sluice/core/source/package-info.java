/* SPDX-License-Identifier: Apache-2.0 */
/** The Postgres side: tables, columns, keys, positions in the WAL. */
@NullMarked
package dev.sluice.core.source;

import org.jspecify.annotations.NullMarked;
