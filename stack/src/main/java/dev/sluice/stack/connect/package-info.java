/* SPDX-License-Identifier: Apache-2.0 */
/** A distributed Kafka Connect worker with Debezium, in this JVM. */
@NullMarked
package dev.sluice.stack.connect;

import org.jspecify.annotations.NullMarked;
