/* SPDX-License-Identifier: Apache-2.0 */
/** One small file per command; each parses its options, calls a port and prints what comes back. */
@NullMarked
package dev.sluice.app.command;

import org.jspecify.annotations.NullMarked;
