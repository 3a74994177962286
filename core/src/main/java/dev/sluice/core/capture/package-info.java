/* SPDX-License-Identifier: Apache-2.0 */
/** Change capture: publication, slot, connector and the fingerprint of an event's schema. */
@NullMarked
package dev.sluice.core.capture;

import org.jspecify.annotations.NullMarked;
