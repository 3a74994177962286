/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.sluice.app.port.BenchReport.Machine;
import java.lang.management.ManagementFactory;

/** What a benchmark runs on. */
final class Machines {
    private Machines() {}

    static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize(),
                Runtime.version().toString());
    }
}
