/* SPDX-License-Identifier: Apache-2.0 */
/** A Kafka broker with its KRaft controller, in this JVM. */
@NullMarked
package dev.sluice.stack.kafka;

import org.jspecify.annotations.NullMarked;
