/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkSizeTest {
    @Test
    void beginsSmallAndSmallerWithWideRows() {
        assertThat(ChunkSize.first(1_000_000, 100_000_000).rows()).isEqualTo(20_000);
        assertThat(ChunkSize.first(1_000, 1_000L * (1 << 20)).rows()).isEqualTo(8);
        assertThat(ChunkSize.first(10, 10L << 30).rows()).isEqualTo(1);
        assertThat(ChunkSize.first(0, 0).rows()).isEqualTo(20_000);
    }

    @Test
    void takesAboutASecond() {
        ChunkSize size = new ChunkSize(20_000);
        assertThat(size.after(20_000, 1_000_000, 0.1).rows())
                .as("at most twice")
                .isEqualTo(40_000);
        assertThat(size.after(20_000, 1_000_000, 4).rows()).isEqualTo(5_000);
        assertThat(size.after(20_000, 1_000_000, 0.8).rows()).isEqualTo(25_000);
    }

    @Test
    void hasABoundInBytes() {
        assertThat(new ChunkSize(20_000).after(20_000, 20_000L << 16, 0.01).rows())
                .isEqualTo(1024);
    }

    @Test
    void isHalvedByAFailureAndNeverNothing() {
        assertThat(new ChunkSize(9).afterFailure().rows()).isEqualTo(4);
        assertThat(new ChunkSize(1).afterFailure().rows()).isEqualTo(1);
        assertThat(new ChunkSize(7).after(0, 0, 1).rows()).isEqualTo(7);
    }
}
