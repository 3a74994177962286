/* SPDX-License-Identifier: Apache-2.0 */
/** The connector, over the REST API of Kafka Connect. */
@NullMarked
package dev.sluice.runtime.capture;

import org.jspecify.annotations.NullMarked;
