/* SPDX-License-Identifier: Apache-2.0 */
/** JMH benchmarks of what is done for each row. */
@NullMarked
package dev.sluice.microbench;

import org.jspecify.annotations.NullMarked;
