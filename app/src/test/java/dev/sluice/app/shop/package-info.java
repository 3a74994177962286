/* SPDX-License-Identifier: Apache-2.0 */
@NullMarked
package dev.sluice.app.shop;

import org.jspecify.annotations.NullMarked;
