/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

/**
 * A service's wish for a port.
 *
 * @param name what the port is remembered under
 * @param title what the user calls the service
 * @param preferred the port that people know it by
 */
public record PortRequest(String name, String title, int preferred) {
    public static final PortRequest POSTGRES = new PortRequest("postgres", "PostgreSQL", 5432);
    public static final PortRequest KAFKA = new PortRequest("kafka", "Kafka", 9092);
    /** Only the broker itself uses this one. */
    public static final PortRequest KAFKA_CONTROLLER = new PortRequest("kafka-controller", "Kafka's controller", 9093);

    public static final PortRequest CONNECT = new PortRequest("connect", "Kafka Connect", 8083);
    public static final PortRequest CLICKHOUSE = new PortRequest("clickhouse", "ClickHouse", 8123);
    public static final PortRequest CONSOLE = new PortRequest("console", "the console", 8080);

    /** The same wish for another port. */
    public PortRequest preferring(int port) {
        return new PortRequest(name, title, port);
    }
}
