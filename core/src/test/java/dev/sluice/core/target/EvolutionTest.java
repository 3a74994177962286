/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static dev.sluice.core.source.SampleSource.numeric;
import static dev.sluice.core.source.SampleSource.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.SamplePipeline;
import dev.sluice.core.source.Generation;
import dev.sluice.core.source.ReplicaIdentity;
import dev.sluice.core.source.SampleSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvolutionTest {
    /** One that the copy doesn't have: its partitions compute it differently. */
    private static final Generation LEFT_OUT = new Generation("1", Set.of(), false);

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
                        List.of(),
                        compiled(table()).shape(),
                        List.of("ADD COLUMN IF NOT EXISTS `v` Nullable(String)"),
                        List.of("ADD COLUMN IF NOT EXISTS `v` Nullable(String)")));
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
                        table().generated("g", "int4", LEFT_OUT).column("v", "text"),
                        table().column("g", "int4").column("v", "text")))
                .isEmpty();
        assertThat(between(
                        table().column("v", "text").generated("g", "int4", LEFT_OUT),
                        table().column("v", "text").column("g", "int4")))
                .isEmpty();
    }

    @Test
    void aGeneratedColumnThatBecomesAnOrdinaryOne() {
        TableShape was = compiled(table().column("v", "int4").generated("g", "int4", "v * 2", 2))
                .shape();
        assertThat(compiled(table().column("v", "int4").column("g", "int4"))
                        .shape()
                        .isRewriteOf(was))
                .isTrue();
    }

    /** A virtual one comes without a rewrite, and rows have values at once. */
    @Test
    void aGeneratedColumnThatComes() {
        assertThat(between(
                        table().column("v", "int4"), table().column("v", "int4").generated("g", "int4", "v * 2", 2)))
                .isEmpty();
    }

    @Test
    void aGeneratedColumnThatGoes() {
        Evolution.Actions actions = between(
                        table().column("v", "int4").generated("g", "int4", "v * 2", 2), table().column("v", "int4"))
                .orElseThrow();
        assertThat(actions.drops()).extracting(KeptColumn::drop).containsExactly("DROP COLUMN IF EXISTS `g`");
        assertThat(actions.isOnlyDrops()).isTrue();
    }

    /** The expression has the other name then. */
    @Test
    void anInputThatIsRenamed() {
        Evolution.Actions actions = between(
                        table().column("v", "int4").generated("g", "int4", "v * 2", 2),
                        table().column("w", "int4").generated("g", "int4", "w * 2", 2))
                .orElseThrow();
        assertThat(actions.rows()).containsExactly("RENAME COLUMN IF EXISTS `v` TO `w`");
    }

    @Test
    void aColumnThatGoes() {
        Evolution.Actions actions = between(
                        table().column("v", "text").column("w", "int4"),
                        table().dropped().column("w", "int4"))
                .orElseThrow();
        assertThat(actions.drops()).extracting(KeptColumn::drop).containsExactly("DROP COLUMN IF EXISTS `v`");
        assertThat(actions.isOnlyDrops()).isTrue();
    }

    @Test
    void aColumnThatGoesAndAnotherOfItsName() {
        Evolution.Actions actions = between(
                        table().column("v", "text"), table().dropped().column("v", "int4"))
                .orElseThrow();
        assertThat(actions.drops()).extracting(KeptColumn::drop).containsExactly("DROP COLUMN IF EXISTS `v`");
        assertThat(actions.left().columns())
                .extracting(TableShape.Column::name)
                .as("what is noted in between")
                .containsExactly("id");
        assertThat(actions.rows()).containsExactly("ADD COLUMN IF NOT EXISTS `v` Nullable(Int32)");
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

    private static final SampleSource WITH_V =
            table().notNull("v", type("int4")).column("w", "text");
    private static final SampleSource WITHOUT_V = table().dropped().column("w", "text");

    private static TargetTable keeping(TableShape was, SampleSource now) {
        return compiled(now).keeping(KeptColumn.of(was, compiled(now)));
    }

    /** Rows that come after it have NULL there. */
    @Test
    void aColumnThatIsKept() {
        TargetTable now = keeping(compiled(WITH_V).shape(), WITHOUT_V);
        Evolution.Actions actions =
                Evolution.between(compiled(WITH_V).shape(), now).orElseThrow();

        assertThat(now.kept()).containsExactly(new KeptColumn(2, "v", "int4", "Int32"));
        assertThat(actions.drops()).isEmpty();
        assertThat(actions.rows()).containsExactly("MODIFY COLUMN `v` Nullable(Int32)");
        assertThat(actions.changes()).isEmpty();
    }

    @Test
    void aKeptColumnStaysWhileOthersComeAndGo() {
        TableShape was = keeping(compiled(WITH_V).shape(), WITHOUT_V).shape();
        TargetTable now = keeping(was, table().dropped().dropped().column("x", "text"));

        assertThat(now.kept()).extracting(KeptColumn::name).containsExactly("v", "w");
        assertThat(Evolution.between(was, now).orElseThrow().rows())
                .containsExactly("ADD COLUMN IF NOT EXISTS `x` Nullable(String)");
        assertThat(Evolution.between(was, now).orElseThrow().drops()).isEmpty();
    }

    @Test
    void aKeptColumnGivesWayToAnotherOfItsName() {
        TableShape was = keeping(compiled(WITH_V).shape(), WITHOUT_V).shape();
        TargetTable now = keeping(was, table().dropped().column("w", "text").column("v", "int4"));
        Evolution.Actions actions = Evolution.between(was, now).orElseThrow();

        assertThat(now.kept()).isEmpty();
        assertThat(actions.drops()).extracting(KeptColumn::name).containsExactly("v");
        assertThat(actions.left().kept()).isEmpty();
        assertThat(actions.rows()).containsExactly("ADD COLUMN IF NOT EXISTS `v` Nullable(Int32)");

        assertThat(Evolution.between(was, keeping(was, table().dropped().column("v", "text")))
                        .orElseThrow()
                        .rows())
                .containsExactly("RENAME COLUMN IF EXISTS `w` TO `v`");
    }

    /** Its number is there, only the copy is not to have it. */
    @Test
    void aColumnThatIsLeftOutIsNotKept() {
        assertThat(keeping(
                                compiled(WITH_V).shape(),
                                table().generated("v", "int4", LEFT_OUT).column("w", "text"))
                        .kept())
                .isEmpty();
    }

    @Test
    void rowsThatAreCountedKeepNoColumn() {
        SampleSource counted = SampleSource.table("s", "t").identity(ReplicaIdentity.FULL);
        TableShape was =
                compiled(counted.column("v", "text").column("w", "text")).shape();
        SampleSource now =
                SampleSource.table("s", "t").identity(ReplicaIdentity.FULL).column("v", "text");

        assertThat(keeping(was, now).kept()).isEmpty();
    }

    /** Its events can't be told from those of the one before. */
    @Test
    void anotherColumnOfTheSameNameAndTypeIsARewrite() {
        TableShape was = compiled(table().column("v", "text")).shape();
        assertThat(compiled(table().dropped().column("v", "text")).shape().isRewriteOf(was))
                .isTrue();
        assertThat(compiled(table().dropped().column("v", "int4")).shape().isRewriteOf(was))
                .isFalse();
    }

    @Test
    void aColumnThatIsCalledLikeOurs() {
        assertThat(between(table(), table().column("_version", "int8"))).isEmpty();
    }
}
