/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RelationTest {
    private static final Relation WAS = new Relation(1, 0, Map.of("a", 10L, "b", 20L), Set.of());

    private static boolean isTold(Map<String, Long> partitions, String... told) {
        return new Relation(1, 0, partitions, Set.of(told)).partitionsAreToldSince(WAS);
    }

    @Test
    void sameFilesAreTold() {
        assertThat(isTold(Map.of("a", 10L, "b", 20L))).isTrue();
    }

    @Test
    void onlyAPartitionWhoseRowsAreToldMayCome() {
        Map<String, Long> withMore = Map.of("a", 10L, "b", 20L, "c", 30L);
        assertThat(isTold(withMore)).isFalse();
        assertThat(isTold(withMore, "c")).isTrue();
    }

    @Test
    void whatGoesIsNotTold() {
        assertThat(isTold(Map.of("a", 10L))).isFalse();
    }

    @Test
    void anotherFileIsNotTold() {
        assertThat(isTold(Map.of("a", 10L, "b", 21L))).isFalse();
        assertThat(isTold(Map.of("a", 10L, "b", 21L), "b")).isFalse();
    }

    @Test
    void aTableWithoutPartitionsHasNothingToTell() {
        assertThat(new Relation(1, 5).partitionsAreToldSince(new Relation(1, 4)))
                .isTrue();
    }
}
