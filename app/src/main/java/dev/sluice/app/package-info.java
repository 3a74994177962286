/* SPDX-License-Identifier: Apache-2.0 */
/** The command line. */
@NullMarked
package dev.sluice.app;

import org.jspecify.annotations.NullMarked;
