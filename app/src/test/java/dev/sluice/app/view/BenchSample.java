/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.BenchReport;
import dev.sluice.app.port.BenchReport.Figure;
import dev.sluice.app.port.BenchReport.Machine;
import dev.sluice.app.port.BenchReport.Ratio;
import java.util.List;

/** A fixed benchmark for the golden files. */
public final class BenchSample {
    private BenchSample() {}

    public static BenchReport report() {
        return new BenchReport(
                "verify",
                "Comparing a table of 1000 rows with its copy, beside a COPY of it to nowhere",
                new Machine(2, 25_769_803_776L, "25+36"),
                List.of(
                        new Figure("COPY to nowhere", "s", 5.25, List.of(5.5, 5.25, 5.0)),
                        new Figure("verify", "s", 12.5, List.of(12.5, 12.0, 1234.0))),
                List.of(
                        new Ratio("verify / COPY to nowhere", 2.4, "less than 3", true),
                        new Ratio("load / COPY to nowhere", 0.5, "at least 0.7", false)),
                false);
    }
}
