/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import java.util.OptionalInt;

/**
 * One embedded service to run in this process.
 *
 * @param port its port; empty means its usual one, or a free one if that is taken
 * @param kafkaBootstrap the Kafka that a Connect worker uses; empty means the one of the workspace
 */
public record ServiceRequest(ServiceName name, OptionalInt port, java.util.Optional<String> kafkaBootstrap) {}
