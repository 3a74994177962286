/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.wiring;

import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.port.VerifyReport.Difference;
import dev.sluice.app.port.VerifyReport.TableComparison;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.RowDifference;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.control.ControlPlane;
import dev.sluice.runtime.verify.Barrier;
import dev.sluice.runtime.verify.Verifier;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Compares tables and puts the outcome into the form that the commands show. */
final class Verification {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Verification() {}

    /** Compares these tables. */
    static VerifyReport of(ControlPlane control, List<TargetTable> tables, Verifier.Options options) {
        Barrier barrier = new Barrier(control.systems(), control.names(), control.tables());
        Verifier verifier = new Verifier(control.systems(), barrier, PATIENCE, options);
        List<TableComparison> details =
                tables.stream().map(verifier::verify).map(Verification::shown).toList();
        return new VerifyReport(
                details.size(),
                details.stream().mapToLong(TableComparison::sourceRows).sum(),
                null,
                details.stream().mapToLong(TableComparison::missing).sum(),
                details.stream().mapToLong(TableComparison::extra).sum(),
                details.stream().mapToLong(TableComparison::different).sum(),
                details.stream().mapToLong(TableComparison::repaired).sum(),
                null,
                null,
                null,
                null,
                null,
                details.stream().allMatch(TableComparison::equal),
                details);
    }

    private static TableComparison shown(TableVerification table) {
        return new TableComparison(
                table.table().toString(),
                table.sourceRows(),
                table.targetRows(),
                table.sourceChecksum(),
                table.targetChecksum(),
                table.missing(),
                table.extra(),
                table.different(),
                table.repaired(),
                table.differences().stream().map(Verification::shown).toList());
    }

    private static Difference shown(RowDifference difference) {
        return new Difference(
                difference.kind().name().toLowerCase(Locale.ROOT),
                String.join(", ", difference.key()),
                difference.columns());
    }
}
