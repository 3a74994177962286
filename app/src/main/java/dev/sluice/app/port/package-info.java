/* SPDX-License-Identifier: Apache-2.0 */
/** What the commands need from the rest of Sluice, and the records that they print. */
@NullMarked
package dev.sluice.app.port;

import org.jspecify.annotations.NullMarked;
