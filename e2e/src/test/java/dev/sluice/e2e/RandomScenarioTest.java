/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random tables, random rows, random changes of both, all at once, from before the load on; at the end both sides are
 * equal, for the product's verifier and for a comparison that shares nothing with it.
 *
 * <p>{@code -Dsluice.seeds=20} tries seeds 1 to 20; see {@link RandomSeeds} for others.
 */
@ExtendWith(Engines.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomScenarioTest {
    private static final int SEEDS = Integer.getInteger("sluice.seeds", 20);
    private static final int TOGETHER = 2;

    private final Engines engines;
    private List<Long> seeds = List.of();
    private @Nullable RandomBatch batch;

    RandomScenarioTest(Engines engines) {
        this.engines = engines;
    }

    @BeforeAll
    void ownTypes() throws SQLException {
        OwnTypes.create(engines);
    }

    @AfterAll
    void close() throws SQLException {
        if (batch != null) {
            batch.close();
        }
    }

    /** Each seed, and those that run beside it. */
    static Stream<Arguments> seeds() {
        return RandomSeeds.together(TOGETHER, SEEDS)
                .flatMap(batch -> batch.stream().map(seed -> arguments(seed, batch)));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothSidesAreEqualAtTheEnd(long seed, List<Long> together) throws Exception {
        System.out.println("seed " + seed);
        batch(together).assertEqual(seed);
    }

    @SuppressWarnings("ReferenceEquality")
    private RandomBatch batch(List<Long> together) throws Exception {
        if (batch == null || seeds != together) {
            close();
            seeds = together;
            batch = null;
            batch = RandomBatch.run(engines, together);
        }
        return batch;
    }
}
