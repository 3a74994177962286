/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import dev.sluice.core.source.TableId;

/**
 * The names that everything of one pipeline goes by, in every system.
 *
 * @param pipeline the pipeline's name, already checked: lower-case letters, digits and underscores
 */
public record PipelineNames(String pipeline) {
    private static final int LONGEST_NAME = 63;

    /** The publication in Postgres. */
    public String publication() {
        return "sluice_" + pipeline;
    }

    /**
     * The publication of tables of which only insertions are published. No pipeline's name has a hyphen, so it is none of
     * another one; {@link #bothPublications} has to fit into the 63 bytes of a name, too.
     */
    public String insertsPublication() {
        String plain = publication() + "-inserts";
        return publication().length() + 1 + plain.length() <= LONGEST_NAME
                ? plain
                : "sluice-" + String.format("%08x", pipeline.hashCode());
    }

    /**
     * Both, as {@code pgoutput} takes a list. Debezium hands the list on, but first asks for a publication of just that name;
     * so there is one, of nothing.
     */
    public String bothPublications() {
        return publication() + "," + insertsPublication();
    }

    /** The logical replication slot in Postgres. */
    public String slot() {
        return "sluice_" + pipeline;
    }

    /** The connector in Kafka Connect. */
    public String connector() {
        return "sluice-" + pipeline;
    }

    /** The prefix that Debezium puts before schema and table in a topic's name. */
    public String topicPrefix() {
        return pipeline;
    }

    /** The topic of a table; Kafka allows letters, digits, dot, underscore and hyphen, Debezium maps the rest to underscores. */
    public String topic(TableId table) {
        return pipeline + "." + legal(table.schema()) + "." + legal(table.name());
    }

    /** The topic that Debezium writes heartbeats to. */
    public String heartbeatTopic() {
        return "__debezium-heartbeat." + pipeline;
    }

    /** The topic that carries what {@code pg_logical_emit_message} wrote. */
    public String messageTopic() {
        return pipeline + ".message";
    }

    /** The consumer group by which ClickHouse reads a table's topic. */
    public String group(TableId table) {
        return "sluice." + topic(table);
    }

    /** The prefix of {@code pg_logical_emit_message} by which this pipeline marks positions in the WAL. */
    public String markPrefix() {
        return "sluice." + pipeline;
    }

    private static String legal(String name) {
        StringBuilder out = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean ok = c >= 'a' && c <= 'z'
                    || c >= 'A' && c <= 'Z'
                    || c >= '0' && c <= '9'
                    || c == '-'
                    || c == '_'
                    || c == '.';
            out.append(ok ? c : '_');
        }
        return out.toString();
    }
}
