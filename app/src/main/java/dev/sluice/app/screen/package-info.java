/* SPDX-License-Identifier: Apache-2.0 */
/** What is redrawn in place: the live screen and progress bars. */
@NullMarked
package dev.sluice.app.screen;

import org.jspecify.annotations.NullMarked;
