/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("pipeline", "source", "tables", "kafka", "connect", "clickhouse");

    @Test
    void findsWhatWasMeant() {
        assertThat(NearestName.of("pipelin", KNOWN)).contains("pipeline");
        assertThat(NearestName.of("sorce", KNOWN)).contains("source");
        assertThat(NearestName.of("kakfa", KNOWN)).contains("kafka");
        assertThat(NearestName.of("click_house", KNOWN)).contains("clickhouse");
    }

    @Test
    void suggestsNothingThatIsFarAway() {
        assertThat(NearestName.of("retention", KNOWN)).isEmpty();
        assertThat(NearestName.of("", KNOWN)).isEmpty();
    }

    @Property
    void distanceIsSymmetricAndZeroOnlyForEqualNames(
            @ForAll @AlphaChars @StringLength(max = 8) String a, @ForAll @AlphaChars @StringLength(max = 8) String b) {
        assertThat(NearestName.distance(a, b)).isEqualTo(NearestName.distance(b, a));
        assertThat(NearestName.distance(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(NearestName.distance(a, b)).isLessThanOrEqualTo(Math.max(a.length(), b.length()));
    }
}
