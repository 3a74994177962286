/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LsnTest {
    @Test
    void readsAndWritesAsPostgresDoes() {
        assertThat(Lsn.parse("16/B374D848")).isEqualTo(new Lsn(0x16_B374_D848L)).hasToString("16/B374D848");
        assertThat(Lsn.ZERO).hasToString("0/0");
        assertThat(Lsn.parse("FFFFFFFF/FFFFFFFF")).isEqualTo(new Lsn(-1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "1", "/1", "1/", "x/1", "1/x"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> Lsn.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void whatItWritesItReads(@ForAll long value) {
        assertThat(Lsn.parse(new Lsn(value).toString())).isEqualTo(new Lsn(value));
    }

    @Property
    void ordersAsUnsigned(@ForAll long a, @ForAll long b) {
        assertThat(new Lsn(a).compareTo(new Lsn(b))).isEqualTo(Long.compareUnsigned(a, b));
        assertThat(new Lsn(a).compareTo(Lsn.ZERO)).isGreaterThanOrEqualTo(0);
        assertThat(new Lsn(a).minus(new Lsn(a))).isZero();
    }
}
