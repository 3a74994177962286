/* SPDX-License-Identifier: Apache-2.0 */
/** What every embedded service has in common: start, health, stop. */
@NullMarked
package dev.sluice.stack.lifecycle;

import org.jspecify.annotations.NullMarked;
