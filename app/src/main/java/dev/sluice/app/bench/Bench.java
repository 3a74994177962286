/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.Progress;
import dev.sluice.core.config.PipelineConfig;
import dev.sluice.runtime.control.ControlPlane;

/** One comparison: what it needs, and how it is measured. */
public interface Bench {
    /** The pipeline that it measures; all its systems are embedded and empty. */
    PipelineConfig config();

    /**
     * Prepares its data and measures.
     *
     * @param apply applies the pipeline, which loads its tables
     */
    BenchReport run(ControlPlane control, Runnable apply, Progress progress);
}
