/* SPDX-License-Identifier: Apache-2.0 */
/** Where the commands meet the systems: every object that touches one is made here. */
@NullMarked
package dev.sluice.app.wiring;

import org.jspecify.annotations.NullMarked;
