/* SPDX-License-Identifier: Apache-2.0 */
/** Reads {@code sluice.yaml}; faults carry file, line, column and path. */
@NullMarked
package dev.sluice.app.config;

import org.jspecify.annotations.NullMarked;
