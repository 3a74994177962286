/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.port;

import dev.sluice.core.config.PipelineConfig;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which pipeline a command is about.
 *
 * @param config what the configuration file says; empty if there is none, which means the demo's pipeline that runs (or
 *     ran) in the workspace
 * @param workspace the folder of the embedded services' data and logs, absolute; may not exist yet
 */
public record Target(Optional<PipelineConfig> config, Path workspace) {}
