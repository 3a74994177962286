/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.capture.PipelineNames;
import dev.sluice.core.config.VerifyConfig;
import dev.sluice.core.problem.ProblemException;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.verify.Proofs.Proof;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares one table after the other with its source for as long as the pipeline runs, the one first that was not compared
 * for longest, and leaves the source alone in between. {@link #run} blocks until its thread is interrupted.
 */
public final class ProofWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ProofWatch.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Systems systems;
    private final PipelineNames names;
    private final VerifyConfig config;
    private final Supplier<List<TargetTable>> tables;
    /** When each target had its turn, by the nanosecond clock: one that can't be compared must not keep the others waiting. */
    private final Map<String, Long> turns = new HashMap<>();

    /** {@code tables} tells those of the moment. */
    public ProofWatch(Systems systems, PipelineNames names, VerifyConfig config, Supplier<List<TargetTable>> tables) {
        this.systems = systems;
        this.names = names;
        this.config = config;
        this.tables = tables;
    }

    /** Compares, pauses, compares. */
    public void run() {
        try {
            Thread.sleep(FIRST);
            while (config.on()) {
                long begin = System.nanoTime();
                next();
                Thread.sleep(config.pauseAfter(Duration.ofNanos(System.nanoTime() - begin)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Compares the table whose turn it is; empty if there is none, or if it could not be compared. */
    public Optional<TableVerification> next() {
        try {
            List<TargetTable> now = tables.get();
            Map<String, Proof> proofs = Proofs.last(systems.clickhouse());
            Optional<TargetTable> oldest =
                    now.stream().max(Comparator.comparingDouble(table -> secondsSinceTurn(table.target(), proofs)));
            oldest.ifPresent(table -> turns.put(table.target(), System.nanoTime()));
            return oldest.map(table -> compare(table, now));
        } catch (ProblemException e) {
            LOG.info("no comparison: {}: {}", e.problem().code(), e.problem().what());
            return Optional.empty();
        } catch (RuntimeException e) {
            LOG.error("a mistake of Sluice's own; it goes on comparing", e);
            return Optional.empty();
        }
    }

    private double secondsSinceTurn(String target, Map<String, Proof> proofs) {
        Proof proof = proofs.get(target);
        Long turn = turns.get(target);
        return Math.min(
                proof == null ? Double.MAX_VALUE : proof.ageSeconds(),
                turn == null ? Double.MAX_VALUE : (System.nanoTime() - turn) / 1e9);
    }

    private TableVerification compare(TargetTable table, List<TargetTable> all) {
        Verifier verifier =
                new Verifier(systems, new Barrier(systems, names, all), PATIENCE, new Verifier.Options(10, false));
        TableVerification outcome = verifier.verify(table);
        if (!outcome.equal()) {
            LOG.error(
                    "the copy of {} differs from its source: {}; ./sluice verify --repair mends it",
                    table.source(),
                    outcome.differences());
        }
        return outcome;
    }
}
