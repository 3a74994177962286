/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class CpuUseTest {
    private static final String STAT = "42 (a (b) c) S 1 42 42 0 -1 4194560 5000 0 3 0 150 50 700 100 20 0 9 0 12 99 7";

    @Test
    void theTimesOfAProcessAreReadInSeconds() {
        assertThat(CpuUse.seconds(STAT, 2)).isEqualTo(2.0);
        assertThat(CpuUse.seconds(STAT, 4)).isEqualTo(10.0);
    }

    @Test
    void whatWasUsedSinceIsTheDifference() {
        CpuUse before = new CpuUse(Map.of("sluice", 1.5));
        assertThat(new CpuUse(Map.of("sluice", 4.0, "postgres", 0.5))
                        .since(before)
                        .byService())
                .containsOnly(Map.entry("sluice", 2.5), Map.entry("postgres", 0.5));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aChildThatHasEndedCountsForItsService() throws Exception {
        Process child = new ProcessBuilder(
                        "sh", "-c", "sh -c 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'; sleep 60")
                .start();
        try {
            Map<String, List<Long>> pids = Map.of("postgres", List.of(child.pid()), "kafka", List.of());
            CpuUse use = CpuUse.measure(ProcessHandle.current().pid(), pids);
            while (use.byService().getOrDefault("postgres", 0.0) < 0.05) {
                Thread.sleep(20);
                use = CpuUse.measure(ProcessHandle.current().pid(), pids);
            }
            assertThat(use.byService()).containsOnlyKeys("sluice", "postgres");
            assertThat(use.byService().get("sluice")).isPositive();
        } finally {
            child.descendants().forEach(ProcessHandle::destroyForcibly);
            child.destroyForcibly().waitFor();
        }
    }
}
