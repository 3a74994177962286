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
    private final TargetTable table;

    private Proof(Verifier verifier, TargetTable table) {
        this.verifier = verifier;
        this.table = table;
    }

    /** Of the pipeline's only table; the pipeline has been applied. */
    static Proof of(TestBed bed) {
        List<TargetTable> tables = bed.control().tables();
        Barrier barrier = new Barrier(bed.systems(), bed.control().names(), tables);
        return new Proof(
                new Verifier(bed.systems(), barrier, PATIENCE, new Verifier.Options(0, false)), tables.getFirst());
    }

    /** Whether the copy is equal to the table, once the stream has come up to now, and both have as many rows as were made. */
    boolean holds(long rows) {
        TableVerification found = verifier.verify(table);
        return found.equal() && found.sourceRows() == rows && found.targetRows() == rows;
    }
}
