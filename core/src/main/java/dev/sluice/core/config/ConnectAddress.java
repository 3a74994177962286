/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.net.URI;

/** The base URL of a Kafka Connect cluster's REST API. */
public record ConnectAddress(URI url) {}
