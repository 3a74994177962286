/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.source.SampleSource.numeric;
import static dev.sluice.core.source.SampleSource.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.SamplePipeline;
import dev.sluice.core.source.SampleSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvolutionTest {
    private static SampleSource table() {
        return SampleSource.table("s", "t").key("id", "int8");
    }

    private static Optional<Evolution.Actions> between(SampleSource was, SampleSource now) {
        return Evolution.between(compiled(was).shape(), compiled(now));
    }

    private static TargetTable compiled(SampleSource source) {
        return SamplePipeline.of(source.build()).tables().getFirst();
    }

    @Test
    void aColumnThatAcceptsNull() {
        assertThat(between(table(), table().column("v", "text")))
                .contains(new Evolution.Actions(
                        java.util.List.of("ADD COLUMN IF NOT EXISTS `v` Nullable(String)"),
                        java.util.List.of("ADD COLUMN IF NOT EXISTS `v` Nullable(String)")));
    }

    @Test
    void rowsThatAreThereShowTheDefaultOfANewColumn() {
        Evolution.Actions actions =
                between(table(), table().added("n", type("int4"), true, "7")).orElseThrow();
        assertThat(actions.rows())
                .containsExactly("ADD COLUMN IF NOT EXISTS `n` Int32 DEFAULT assumeNotNull(toInt32OrNull(CAST('7',"
                        + " 'Nullable(String)')))");
        assertThat(actions.changes())
                .containsExactly(
                        "ADD COLUMN IF NOT EXISTS `n` Nullable(Int32) DEFAULT assumeNotNull(toInt32OrNull(CAST('7',"
                                + " 'Nullable(String)')))");
    }

    /** Its values of before are in no event, and the catalog doesn't have them. */
    @Test
    void aColumnThatWasLeftOutBefore() {
        assertThat(between(
                        table().generated("g", "int4").column("v", "text"),
                        table().column("g", "int4").column("v", "text")))
                .isEmpty();
        assertThat(between(
                        table().column("v", "text").generated("g", "int4"),
                        table().column("v", "text").column("g", "int4")))
                .isEmpty();
    }

    @Test
    void aColumnThatGoes() {
        assertThat(between(
                                table().column("v", "text").column("w", "int4"),
                                table().dropped().column("w", "int4"))
                        .orElseThrow()
                        .rows())
                .containsExactly("DROP COLUMN IF EXISTS `v`");
    }

    @Test
    void aColumnThatGoesAndAnotherOfItsName() {
        assertThat(between(table().column("v", "text"), table().dropped().column("v", "int4"))
                        .orElseThrow()
                        .rows())
                .containsExactly("DROP COLUMN IF EXISTS `v`", "ADD COLUMN IF NOT EXISTS `v` Nullable(Int32)");
    }

    @Test
    void anotherName() {
        assertThat(between(table().column("v", "text"), table().column("w`", "text"))
                        .orElseThrow()
                        .rows())
                .containsExactly("RENAME COLUMN IF EXISTS `v` TO `w\\``");
    }

    @Test
    void twoNamesInTurn() {
        assertThat(between(
                                table().column("a", "text").column("b", "text"),
                                table().column("x", "text").column("a", "text"))
                        .orElseThrow()
                        .rows())
                .containsExactly("RENAME COLUMN IF EXISTS `a` TO `x`", "RENAME COLUMN IF EXISTS `b` TO `a`");
    }

    @Test
    void twoNamesSwappedNeedANewLoad() {
        assertThat(between(
                        table().column("a", "text").column("b", "text"),
                        table().column("b", "text").column("a", "text")))
                .isEmpty();
    }

    @Test
    void moreDigits() {
        assertThat(between(table().notNull("p", numeric(10, 2)), table().notNull("p", numeric(12, 2)))
                        .orElseThrow()
                        .rows())
                .containsExactly("MODIFY COLUMN `p` Decimal(12, 2)");
        assertThat(between(table().notNull("p", numeric(10, 2)), table().notNull("p", numeric(12, 3))))
                .isEmpty();
    }

    @Test
    void nullIsAcceptedFromNowOn() {
        Evolution.Actions actions = between(table().notNull("v", type("int4")), table().column("v", "int4"))
                .orElseThrow();
        assertThat(actions.rows()).containsExactly("MODIFY COLUMN `v` Nullable(Int32)");
        assertThat(actions.changes()).isEmpty();
    }

    @Test
    void nullIsRefusedFromNowOn() {
        assertThat(between(table().column("v", "int4"), table().notNull("v", type("int4"))))
                .isEmpty();
    }

    @Test
    void anotherTypeOfTheSameStore() {
        Evolution.Actions actions = between(table().column("v", "varchar"), table().column("v", "text"))
                .orElseThrow();
        assertThat(actions.rows()).isEmpty();
    }

    @Test
    void rewrittenRowsAreLoadedAnew() {
        assertThat(between(table(), table().column("v", "text").rewritten())).isEmpty();
    }

    @Test
    void theKeyCanNotFollow() {
        assertThat(between(table(), SampleSource.table("s", "t").key("key", "int8")))
                .isEmpty();
        assertThat(between(table(), SampleSource.table("s", "t").key("id", "int4")))
                .isEmpty();
        assertThat(between(table().column("b", "int8"), table().key("b", "int8")))
                .isEmpty();
    }

    @Test
    void aColumnThatIsCalledLikeOurs() {
        assertThat(between(table(), table().column("_version", "int8"))).isEmpty();
    }
}
