/* SPDX-License-Identifier: Apache-2.0 */
/** Values on their way: real Postgres, the real converter, the real ClickHouse engine; no Kafka in between. */
@NullMarked
package dev.sluice.e2e.types;

import org.jspecify.annotations.NullMarked;
