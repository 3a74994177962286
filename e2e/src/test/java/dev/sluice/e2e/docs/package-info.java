/* SPDX-License-Identifier: Apache-2.0 */
/** Keeps the documentation true: what it shows is read by the product, and what it lists is all there is. */
@NullMarked
package dev.sluice.e2e.docs;

import org.jspecify.annotations.NullMarked;
