/* SPDX-License-Identifier: Apache-2.0 */
/** Topics, consumer groups and offsets. */
@NullMarked
package dev.sluice.runtime.topics;

import org.jspecify.annotations.NullMarked;
