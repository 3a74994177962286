/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import java.nio.file.Path;

/**
 * Where everything of one pipeline lies under the workspace folder.
 *
 * <pre>
 * .sluice/PIPELINE/data/SERVICE      what a service keeps
 *                  logs/SERVICE      what it says
 *                  run/              lock, pid, endpoints.json, ports.json
 *                  secrets/          passwords.properties, readable by the owner only
 * </pre>
 *
 * @param folder absolute
 */
public record WorkspaceLayout(Path folder) {
    public WorkspaceLayout {
        folder = folder.toAbsolutePath().normalize();
    }

    /** The layout of {@code pipeline} under {@code root}, usually {@code .sluice}; touches no file. */
    public static WorkspaceLayout of(Path root, String pipeline) {
        return new WorkspaceLayout(root.resolve(pipeline));
    }

    public Path data(String service) {
        return folder.resolve("data").resolve(service);
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public Path logs(String service) {
        return logs().resolve(service);
    }

    public Path run() {
        return folder.resolve("run");
    }

    public Path secrets() {
        return folder.resolve("secrets");
    }

    public Path endpoints() {
        return run().resolve("endpoints.json");
    }

    public Path ports() {
        return run().resolve("ports.json");
    }

    public Path passwords() {
        return secrets().resolve("passwords.properties");
    }

    Path pid() {
        return run().resolve("pid");
    }
}
