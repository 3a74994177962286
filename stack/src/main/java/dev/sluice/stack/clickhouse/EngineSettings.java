/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse;

import dev.sluice.core.config.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the engine's process has to know. It gets them on its standard input, where neither a list of processes nor a
 * look at its environment shows the password.
 *
 * @param library the file of libchdb
 * @param data the folder of databases and tables; made if it is missing
 * @param logs the folder of the engine's own log
 * @param port of the HTTP interface, on 127.0.0.1; 0 for any free one
 */
record EngineSettings(Path library, Path data, Path logs, int port, String user, Secret password) {
    private static final String END = "end-of-settings";

    /** Writes them in the form that {@link #read} takes. */
    void write(OutputStream out) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("library", library.toString());
        properties.setProperty("data", data.toString());
        properties.setProperty("logs", logs.toString());
        properties.setProperty("port", Integer.toString(port));
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        StringWriter text = new StringWriter();
        properties.store(text, null);
        out.write((text + END + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Reads settings, and nothing after them. */
    static EngineSettings read(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        String line;
        while ((line = in.readLine()) != null && !line.equals(END)) {
            text.append(line).append('\n');
        }
        Properties properties = new Properties();
        properties.load(new StringReader(text.toString()));
        return new EngineSettings(
                Path.of(required(properties, "library")),
                Path.of(required(properties, "data")),
                Path.of(required(properties, "logs")),
                Integer.parseInt(required(properties, "port")),
                required(properties, "user"),
                new Secret(properties.getProperty("password", "")));
    }

    private static String required(Properties properties, String name) throws IOException {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IOException("the settings on standard input lack " + name);
        }
        return value;
    }
}
