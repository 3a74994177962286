/* SPDX-License-Identifier: Apache-2.0 */
/** The ClickHouse engine as a library: libchdb's C API as Java objects. Knows nothing of HTTP. */
@NullMarked
package dev.sluice.stack.clickhouse.engine;

import org.jspecify.annotations.NullMarked;
