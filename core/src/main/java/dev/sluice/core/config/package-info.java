/* SPDX-License-Identifier: Apache-2.0 */
/** The pipeline's configuration, and where its services are. */
@NullMarked
package dev.sluice.core.config;

import org.jspecify.annotations.NullMarked;
