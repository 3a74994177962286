/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class MemoryUseTest {
    @Test
    void theProportionalSetSizeIsReadInBytes() {
        List<String> lines = """
                5581c5000000-7ffd9b9f8000 ---p 00000000 00:00 0                          [rollup]
                Rss:              221884 kB
                Pss:              200123 kB
                Pss_Dirty:        190000 kB
                Shared_Clean:      21000 kB
                """.lines().toList();
        assertThat(MemoryUse.proportionalBytes(lines)).isEqualTo(200_123L * 1024);
    }

    @Test
    void whatIsSharedIsNoOnesOwn() {
        assertThat(MemoryUse.ownPages("500000 3000 1000 5 0 40000 0\n")).isEqualTo(2000);
        assertThat(MemoryUse.ownPages("")).isZero();
    }

    @Test
    void aKernelThreadHasNone() {
        assertThat(MemoryUse.proportionalBytes(List.of())).isZero();
    }

    @Test
    void theTotalIsTheSumOfTheServices() {
        assertThat(new MemoryUse(Map.of("sluice", 700L, "postgres", 80L)).total())
                .isEqualTo(780);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aChildIsCountedUnderItsServiceAndAnEndedOneNotAtAll() throws Exception {
        Process child = new ProcessBuilder("sleep", "60").start();
        long self = ProcessHandle.current().pid();
        Map<String, List<Long>> pids = Map.of("postgres", List.of(child.pid()));
        try {
            MemoryUse use = MemoryUse.measure(self, pids);
            assertThat(use.byService()).containsOnlyKeys("sluice", "postgres");
            assertThat(use.byService().values()).allMatch(bytes -> bytes > 0);
        } finally {
            child.destroyForcibly().waitFor();
        }
        assertThat(MemoryUse.measure(self, pids).byService()).containsOnlyKeys("sluice");
    }
}
