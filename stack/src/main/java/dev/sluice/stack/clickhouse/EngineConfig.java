/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The configuration file of the embedded engine: {@code engine.xml} beside this class, with the folders filled in. */
final class EngineConfig {
    private EngineConfig() {}

    /** The text of the file that will be at {@code file}, which names itself as the one with users and profiles. */
    static String render(Path file, Path logs) throws IOException {
        try (InputStream template =
                Objects.requireNonNull(EngineConfig.class.getResourceAsStream("engine.xml"), "engine.xml")) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@CONFIG@", escaped(file.toString()))
                    .replace("@LOGS@", escaped(logs.toString()));
        }
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
