/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommitOrderTest {
    @Test
    void theCommitCountsFirst() {
        assertThat(CommitOrder.version("[\"1\",\"7\"]")).isEqualTo("18446744073709551623");
        assertThat(new BigInteger(CommitOrder.version("[\"24023120\",\"24023000\"]")))
                .isGreaterThan(new BigInteger(CommitOrder.version("[\"24023119\",\"24023128\"]")));
    }

    @Test
    void beforeAnyCommitWasSeenTheChangeAloneCounts() {
        assertThat(CommitOrder.version("[null,\"24023128\"]")).isEqualTo("24023128");
    }

    @Test
    void allBitsCount() {
        assertThat(CommitOrder.version("[\"18446744073709551615\",\"18446744073709551615\"]"))
                .isEqualTo("340282366920938463463374607431768211455");
        assertThat(CommitOrder.version("[\"0\",\"9223372036854775809\"]")).isEqualTo("9223372036854775809");
    }

    @Test
    void theNumberIsNoPartOfTheVersion() {
        String sequence = CommitOrder.numbered("[\"1\",\"7\"]", 12);
        assertThat(sequence).isEqualTo("[\"1\",\"7\",\"12\"]");
        assertThat(CommitOrder.version(sequence)).isEqualTo("18446744073709551623");
        assertThat(CommitOrder.number(sequence)).isEqualTo(12);
        assertThat(CommitOrder.version(CommitOrder.numbered("[null,\"7\"]", 1))).isEqualTo("7");
        assertThat(CommitOrder.number(CommitOrder.numbered("[null,\"7\"]", 1))).isEqualTo(1);
        assertThat(CommitOrder.number("[\"1\",\"7\"]")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[\"1\",\"7\",3]", "[\"1\",\"7\",\"\"]", "[\"1\",\"7\",\"3\",\"4\"]"})
    void anotherThirdPartIsRefused(String sequence) {
        assertThatThrownBy(() -> CommitOrder.number(sequence))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("source.sequence");
    }

    @Property
    void theVersionIsTheCommitsPositionBeforeTheChanges(@ForAll long commit, @ForAll long change) {
        String first = Long.toUnsignedString(commit);
        String second = Long.toUnsignedString(change);
        assertThat(CommitOrder.version("[\"" + first + "\",\"" + second + "\"]"))
                .isEqualTo(new BigInteger(first)
                        .shiftLeft(Long.SIZE)
                        .add(new BigInteger(second))
                        .toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "[\"1\"]", "[1,2]", "[\"1\",null]", "[\"1\",\"x\"]", "[\"1\",\"\"]", "\"1\",\"2\""})
    void anythingElseIsRefused(String sequence) {
        assertThatThrownBy(() -> CommitOrder.version(sequence))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("source.sequence");
    }
}
