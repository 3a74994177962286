/* SPDX-License-Identifier: Apache-2.0 */
/** Records as plain text tables or as JSON. */
@NullMarked
package dev.sluice.app.view;

import org.jspecify.annotations.NullMarked;
