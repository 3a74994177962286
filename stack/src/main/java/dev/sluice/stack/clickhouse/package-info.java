/* SPDX-License-Identifier: Apache-2.0 */
/** ClickHouse as an embedded service: a real binary if there is one, else the engine from libchdb in a child process. */
@NullMarked
package dev.sluice.stack.clickhouse;

import org.jspecify.annotations.NullMarked;
