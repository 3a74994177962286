/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.core.config.PipelineConfig;

/** One comparison: what it needs, and how it is measured. */
public interface Bench {
    /** The pipeline that it measures; all its systems are embedded and empty. */
    PipelineConfig config();

    /** Prepares its data and measures. */
    BenchReport run(TestBed bed);
}
