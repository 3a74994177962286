/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.capture.ConnectorDefaults.Setting;
import org.junit.jupiter.api.Test;

class ConnectorDefaultsTest {

    @Test
    void everySettingIsThereOnceAndHasItsReason() {
        assertThat(ConnectorDefaults.settings()).hasSameSizeAs(ConnectorDefaults.all());
        assertThat(ConnectorDefaults.all()).extracting(Setting::reason).allMatch(reason -> reason.endsWith("."));
    }

    @Test
    void theMapIsTheCallersOwn() {
        ConnectorDefaults.settings().put("name", "x");

        assertThat(ConnectorDefaults.settings()).doesNotContainKey("name");
    }
}
