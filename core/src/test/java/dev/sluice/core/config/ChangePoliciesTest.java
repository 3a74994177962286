/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangePoliciesTest {
    @Test
    void usuallyEverythingIsFollowedAndNothingGivenUp() {
        assertThat(ChangePolicies.USUAL.of(ChangeKind.ADDED_COLUMN)).isEqualTo(ChangePolicy.APPLY);
        assertThat(ChangePolicies.USUAL.of(ChangeKind.RELOAD)).isEqualTo(ChangePolicy.APPLY);
        assertThat(ChangePolicies.USUAL.of(ChangeKind.DROPPED_TABLE)).isEqualTo(ChangePolicy.KEEP);
    }

    @Test
    void byHandWhatWaitedIsDoneAndWhatIsKeptStays() {
        ChangePolicies policies = new ChangePolicies(
                        Map.of(ChangeKind.NEW_TABLE, ChangePolicy.ASK, ChangeKind.DROPPED_TABLE, ChangePolicy.KEEP))
                .byHand();
        assertThat(policies.of(ChangeKind.NEW_TABLE)).isEqualTo(ChangePolicy.APPLY);
        assertThat(policies.of(ChangeKind.DROPPED_TABLE)).isEqualTo(ChangePolicy.KEEP);
    }

    @Test
    void onlyWhatWasDroppedCanBeKept() {
        assertThat(ChangePolicies.parse(ChangeKind.DROPPED_COLUMN, "keep")).isEqualTo(ChangePolicy.KEEP);
        assertThat(ChangePolicies.parse(ChangeKind.DROPPED_TABLE, "keep")).isEqualTo(ChangePolicy.KEEP);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangePolicies.parse(ChangeKind.RENAMED_COLUMN, "keep"))
                .withMessage("has to be one of apply, ask: only a dropped table or column can be kept");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChangePolicies.parse(ChangeKind.DROPPED_TABLE, "never"))
                .withMessage("has to be one of apply, keep, ask");
    }
}
