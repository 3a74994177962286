/* SPDX-License-Identifier: Apache-2.0 */
/** PostgreSQL 16 as a child process, with its data in the workspace. */
@NullMarked
package dev.sluice.stack.postgres;

import org.jspecify.annotations.NullMarked;
