/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.config;

import dev.sluice.app.config.Document.Value;
import dev.sluice.core.config.LoadConfig;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads the section {@code load}. */
final class LoadReader {
    private LoadReader() {}

    static Optional<LoadConfig> read(Document document, Value section) {
        return document.fields(section, Set.of("connections", "bytes_per_second"))
                .map(fields -> {
                    int connections = fields.get("connections")
                            .flatMap(value -> document.made(value, LoadConfig::parseConnections))
                            .orElse(LoadConfig.USUAL.connections());
                    OptionalLong bytes = fields.get("bytes_per_second")
                            .flatMap(value -> document.made(value, LoadConfig::parseBytes))
                            .map(OptionalLong::of)
                            .orElse(OptionalLong.empty());
                    return new LoadConfig(connections, bytes);
                });
    }
}
