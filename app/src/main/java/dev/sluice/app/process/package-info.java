/* SPDX-License-Identifier: Apache-2.0 */
/** What belongs to the process as a whole: its end, its log file, its version. */
@NullMarked
package dev.sluice.app.process;

import org.jspecify.annotations.NullMarked;
