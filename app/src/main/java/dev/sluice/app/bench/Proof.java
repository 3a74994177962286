/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.time.Duration;
import java.util.List;

/** Whether what a benchmark measured was right. */
final class Proof {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Verifier verifier;
    private final List<TargetTable> tables;

    private Proof(Verifier verifier, List<TargetTable> tables) {
        this.verifier = verifier;
        this.tables = tables;
    }

    /** Of the pipeline's tables; the pipeline has been applied. */
    static Proof of(TestBed bed) {
        return of(bed, bed.control().tables());
    }

    /** Of some of them. */
    static Proof of(TestBed bed, List<TargetTable> tables) {
        Barrier barrier = new Barrier(bed.systems(), bed.control().names(), tables);
        return new Proof(new Verifier(bed.systems(), barrier, PATIENCE, new Verifier.Options(0, false)), tables);
    }

    /** Whether the copies are equal to their tables, once the stream has come up to now, and have as many rows as were made. */
    boolean holds(long rows) {
        long source = 0;
        long target = 0;
        for (TargetTable table : tables) {
            TableVerification found = verifier.verify(table);
            if (!found.equal()) {
                return false;
            }
            source += found.sourceRows();
            target += found.targetRows();
        }
        return source == rows && target == rows;
    }
}
