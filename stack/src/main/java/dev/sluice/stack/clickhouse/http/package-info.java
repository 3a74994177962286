/* SPDX-License-Identifier: Apache-2.0 */
/** ClickHouse's HTTP interface in front of the engine. */
@NullMarked
package dev.sluice.stack.clickhouse.http;

import org.jspecify.annotations.NullMarked;
