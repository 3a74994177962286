/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The server's settings, given on its command line: nothing is written into the user's {@code postgresql.conf}. */
final class ServerOptions {
    private ServerOptions() {}

    static List<String> of(PostgresSettings settings) {
        var options = new LinkedHashMap<String, String>();
        options.put("listen_addresses", "127.0.0.1");
        options.put("port", Integer.toString(settings.port()));
        // A socket's path must be shorter than 107 bytes, which a workspace's may not be.
        options.put("unix_socket_directories", "");
        replication(options);
        memory(options);
        options.put("timezone", "UTC");
        options.put("log_timezone", "UTC");
        options.put("log_line_prefix", "%m [%p] %q%u@%d ");
        options.putAll(settings.overrides());
        return options.entrySet().stream()
                .flatMap(option -> List.of("-c", option.getKey() + "=" + option.getValue()).stream())
                .toList();
    }

    private static void replication(Map<String, String> options) {
        options.put("wal_level", "logical");
        options.put("max_wal_senders", "16");
        options.put("max_replication_slots", "16");
        // A slot that nobody reads must not fill the disk; it is lost instead, and Sluice says so.
        options.put("max_slot_wal_keep_size", "8GB");
        options.put("wal_sender_timeout", "30s");
    }

    private static void memory(Map<String, String> options) {
        options.put("max_connections", "100");
        options.put("shared_buffers", "96MB");
        options.put("max_wal_size", "512MB");
        options.put("jit", "off");
    }
}
