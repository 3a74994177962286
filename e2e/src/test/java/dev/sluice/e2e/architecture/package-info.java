/* SPDX-License-Identifier: Apache-2.0 */
/** The rules of ARCHITECTURE.md, and fixtures that each of them must reject. */
@NullMarked
package dev.sluice.e2e.architecture;

import org.jspecify.annotations.NullMarked;
