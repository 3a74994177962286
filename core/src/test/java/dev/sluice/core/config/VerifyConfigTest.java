/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerifyConfigTest {
    @Test
    void shareOfTheTime() {
        assertThat(VerifyConfig.parse("1%")).isEqualTo(VerifyConfig.USUAL);
        assertThat(VerifyConfig.parse("0.5 %").percent()).isEqualTo(0.5);
        assertThat(VerifyConfig.parse("0%").on()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> VerifyConfig.parse("1"));
        assertThatIllegalArgumentException().isThrownBy(() -> VerifyConfig.parse("51%"));
    }

    @Test
    void theSourceRestsInProportion() {
        assertThat(VerifyConfig.parse("10%").pauseAfter(Duration.ofSeconds(100)))
                .isEqualTo(Duration.ofSeconds(900));
        assertThat(VerifyConfig.USUAL.pauseAfter(Duration.ofMillis(10))).isEqualTo(Duration.ofMinutes(1));
    }
}
