/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class OwnColumnsTest {
    @Test
    void oneUnderscoreUnlessAColumnHasThatName() {
        assertThat(OwnColumns.avoiding(List.of("id", "op")).op()).isEqualTo("`_op`");
        assertThat(OwnColumns.avoiding(List.of("_op")).lsn()).isEqualTo("`__lsn`");
        assertThat(OwnColumns.avoiding(List.of("_op", "__version")).lsn()).isEqualTo("`___lsn`");
        assertThat(OwnColumns.avoiding(List.of("_other")).op()).isEqualTo("`_op`");
    }

    @Property
    void noneIsEverASourceColumn(@ForAll("columns") Set<String> columns) {
        Set<String> quoted = columns.stream().map(ChIdentifiers::quote).collect(Collectors.toSet());
        assertThat(all(OwnColumns.avoiding(columns))).doesNotHaveDuplicates().doesNotContainAnyElementsOf(quoted);
    }

    private static List<String> all(OwnColumns own) {
        return List.of(
                own.op(),
                own.lsn(),
                own.tx(),
                own.committedAt(),
                own.syncedAt(),
                own.version(),
                own.deleted(),
                own.missing(),
                own.fault(),
                own.event());
    }

    @Provide
    Arbitrary<Set<String>> columns() {
        List<String> names = Stream.of("op", "lsn", "tx", "version", "deleted", "fault", "offset", "id")
                .flatMap(name -> Stream.of(name, "_" + name, "__" + name, "___" + name))
                .toList();
        return Arbitraries.of(names).set().ofMinSize(1);
    }
}
