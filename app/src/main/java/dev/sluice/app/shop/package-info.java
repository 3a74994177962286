/* SPDX-License-Identifier: Apache-2.0 */
/** The sample shop: its tables, its data, its customers at work, and how soon their orders are visible. */
@NullMarked
package dev.sluice.app.shop;

import org.jspecify.annotations.NullMarked;
