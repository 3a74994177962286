/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LoadConfigTest {
    @Test
    void readsBytesASecond() {
        assertThat(LoadConfig.parseBytes("50M")).isEqualTo(50_000_000);
        assertThat(LoadConfig.parseBytes("500 kB")).isEqualTo(500_000);
        assertThat(LoadConfig.parseBytes("1G")).isEqualTo(1_000_000_000);
        assertThat(LoadConfig.parseBytes("123456")).isEqualTo(123_456);
    }

    @Test
    void refusesNonsense() {
        assertThatIllegalArgumentException().isThrownBy(() -> LoadConfig.parseBytes("fast"));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadConfig.parseBytes("1"));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadConfig.parseConnections("0"));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadConfig.parseConnections("17"));
        assertThatIllegalArgumentException().isThrownBy(() -> LoadConfig.parseConnections("two"));
        assertThat(LoadConfig.parseConnections(" 4 ")).isEqualTo(4);
    }
}
