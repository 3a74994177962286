/* SPDX-License-Identifier: Apache-2.0 */
/** ClickHouse: statements and queries. */
@NullMarked
package dev.sluice.runtime.target;

import org.jspecify.annotations.NullMarked;
