/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The base URL of a ClickHouse server's HTTP interface and who connects to it. */
public record ClickHouseAddress(
        URI url, String user, @Nullable Secret password) {}
