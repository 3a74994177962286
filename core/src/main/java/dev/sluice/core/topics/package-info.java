/* SPDX-License-Identifier: Apache-2.0 */
/** The Kafka topics of a pipeline. */
@NullMarked
package dev.sluice.core.topics;

import org.jspecify.annotations.NullMarked;
