/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.config.Misfit;
import dev.sluice.core.config.PipelineConfig.TableRule;
import dev.sluice.core.plan.SamplePipeline;
import dev.sluice.core.source.SampleSource;
import dev.sluice.core.target.TargetColumn;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LossComparisonTest {
    private static final List<TargetColumn> COLUMNS = SamplePipeline.compile(
                    SamplePipeline.config(
                            "p",
                            Map.of(),
                            new TableRule("s.t", List.of(), Optional.empty(), Map.of("day", Misfit.NULL_AND_RECORD))),
                    SampleSource.table("s", "t")
                            .key("id", "int4")
                            .column("day", "date")
                            .column("other", "date")
                            .build())
            .desired()
            .tables()
            .getFirst()
            .columns();

    private static List<String> differing(
            @Nullable String sourceDay, @Nullable String day, @Nullable String other, Map<String, String> recorded) {
        return LossComparison.differing(
                COLUMNS, Arrays.asList("1", sourceDay, "infinity"), Arrays.asList("1", day, other), recorded);
    }

    @Test
    void onlyNullForTheRecordedTextIsALoss() {
        Map<String, String> recorded = Map.of("day", "infinity");
        assertThat(differing("infinity", null, "infinity", recorded)).isEmpty();
        assertThat(differing("-infinity", null, "infinity", recorded)).containsExactly("day");
        assertThat(differing("infinity", "2026-01-01", "infinity", recorded)).containsExactly("day");
        assertThat(differing("infinity", null, "infinity", Map.of())).containsExactly("day");
        assertThat(differing(null, "2026-01-01", "infinity", recorded)).containsExactly("day");
        assertThat(differing(null, null, "infinity", recorded)).isEmpty();
    }

    @Test
    void aColumnOfAnotherPolicyLosesNothing() {
        assertThat(differing("infinity", null, null, Map.of("day", "infinity", "other", "infinity")))
                .containsExactly("other");
    }
}
