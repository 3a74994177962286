/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

/** A Kafka cluster's bootstrap servers, as {@code host:port,host:port}. */
public record KafkaAddress(String bootstrap) {}
