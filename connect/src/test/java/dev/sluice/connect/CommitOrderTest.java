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
