/* SPDX-License-Identifier: Apache-2.0 */
/** As much of ClickHouse's SQL as one has to know to separate a statement from its data and its output format. */
@NullMarked
package dev.sluice.stack.clickhouse.sql;

import org.jspecify.annotations.NullMarked;
