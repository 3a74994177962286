/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.postgres;

import dev.sluice.core.config.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where the server keeps its things and listens; it listens on 127.0.0.1 only.
 *
 * @param data its data folder, made at the first start
 * @param logs the folder of its log file
 * @param binaries the folder that the server itself is unpacked to; may be shared by any number of workspaces
 * @param password of the superuser {@code postgres}, set when the data folder is made
 * @param databases created if they are missing
 * @param overrides server settings that win over ours
 */
public record PostgresSettings(
        Path data,
        Path logs,
        Path binaries,
        int port,
        Secret password,
        List<String> databases,
        Map<String, String> overrides) {
    /** The superuser of an embedded server. */
    public static final String USER = "postgres";

    public PostgresSettings {
        databases = List.copyOf(databases);
        overrides = Map.copyOf(overrides);
    }
}
