/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.Target;
import dev.sluice.app.shop.ShopSchema;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.core.config.PipelineConfig.TableRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The demo's configuration: everything embedded, all tables of the sample shop. */
final class DemoPipeline {
    static final String NAME = "demo";
    /** The database of the sample shop. */
    static final String DATABASE = "inventory";

    private DemoPipeline() {}

    /** What the target says, or the demo's own configuration if it names no file. */
    static PipelineConfig configOf(Target target) {
        return target.config().orElseGet(DemoPipeline::config);
    }

    static PipelineConfig config() {
        return new PipelineConfig(
                NAME,
                Optional.empty(),
                List.of(new TableRule(ShopSchema.NAME + ".*", List.of(), Optional.empty())),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }
}
