/* SPDX-License-Identifier: Apache-2.0 */
/** The converter, which writes Debezium's change events as JSON bytes inside any Kafka Connect worker. */
@NullMarked
package dev.sluice.connect;

import org.jspecify.annotations.NullMarked;
