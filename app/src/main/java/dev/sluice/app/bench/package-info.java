/* SPDX-License-Identifier: Apache-2.0 */
/** Benchmarks: our path beside a baseline, in one run on one machine. */
@NullMarked
package dev.sluice.app.bench;

import org.jspecify.annotations.NullMarked;
