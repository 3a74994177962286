/* SPDX-License-Identifier: Apache-2.0 */
/** The ClickHouse side: type mapping, quoting and the objects made for a table. */
@NullMarked
package dev.sluice.core.target;

import org.jspecify.annotations.NullMarked;
