/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.problem.Owner;
import dev.sluice.core.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrerequisitesTest {
    private static SourceCatalog.Server server(
            int version, String walLevel, boolean mayReplicate, boolean mayCreate, int freeSlots) {
        return new SourceCatalog.Server(version, walLevel, mayReplicate, mayCreate, "o'\"x", "shop", freeSlots);
    }

    @Test
    void nothingIsMissingInAGoodServer() {
        assertThat(Prerequisites.missing(SampleSource.server(), false)).isEmpty();
        assertThat(Prerequisites.missing(server(130000, "logical", true, true, 1), false))
                .isEmpty();
    }

    @Test
    void everythingThatIsMissingIsSaidAtOnce() {
        List<Problem> problems = Prerequisites.missing(server(120022, "replica", false, false, 0), false);
        assertThat(problems)
                .extracting(Problem::code)
                .containsExactly(
                        "source-too-old",
                        "wal-level-not-logical",
                        "no-replication-privilege",
                        "no-create-privilege",
                        "no-free-slot");
        assertThat(problems).extracting(Problem::owner).containsOnly(Owner.USER);
        assertThat(problems.get(0).what()).contains("PostgreSQL 12;");
        assertThat(problems.get(1).what()).contains("is replica");
        assertThat(problems.get(2).next()).contains("ALTER ROLE \"o'\"\"x\" REPLICATION;");
    }

    @Test
    void tablesThatPoliciesHideRowsOfAreNamed() {
        SourceCatalog catalog = SampleSource.catalog(
                SampleSource.table("shop", "open").key("id", "int4").build(),
                SampleSource.table("shop", "hidden")
                        .key("id", "int4")
                        .rowSecurity()
                        .build(),
                SampleSource.table("shop", "other")
                        .key("id", "int4")
                        .rowSecurity()
                        .build());
        assertThat(Prerequisites.hidden(catalog, List.of(new TableId("shop", "open"), new TableId("shop", "hidden"))))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.owner()).isEqualTo(Owner.USER);
                    assertThat(problem.what()).contains("shop.hidden");
                    assertThat(problem.next()).contains(" BYPASSRLS;");
                });
    }

    @Test
    void aPipelineThatHasItsSlotNeedsNoFreeOne() {
        assertThat(Prerequisites.missing(server(160003, "logical", true, true, 0), true))
                .isEmpty();
    }
}
