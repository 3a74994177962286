/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.DoctorReport;
import dev.sluice.app.port.DoctorReport.Finding;
import dev.sluice.app.port.DoctorReport.Level;
import java.util.ArrayList;
import java.util.List;

/** What the doctor found: a line for each check, the fix under what failed, what the tables will be, a verdict at the end. */
public final class DoctorText {
    private DoctorText() {}

    /** The whole report. */
    public static List<String> lines(DoctorReport report, Paint paint) {
        List<String> lines = new ArrayList<>();
        int check = report.findings().stream()
                .mapToInt(f -> f.system().length() + f.check().length() + 1)
                .max()
                .orElse(0);
        for (Finding finding : report.findings()) {
            String name = finding.system() + " " + finding.check();
            lines.add(mark(finding.level(), paint) + "  " + name + " ".repeat(check - name.length()) + "  "
                    + finding.what());
            String fix = finding.fix();
            if (fix != null) {
                fix.lines().forEach(line -> lines.add("         " + paint.accent(line)));
            }
        }
        lines.add("");
        if (!report.tables().isEmpty()) {
            report.tables().forEach(table -> lines.addAll(TablesText.lines(table, paint)));
            lines.add(TablesText.legend(paint));
            lines.add("");
        }
        lines.add(verdict(report, paint));
        return lines;
    }

    private static String mark(Level level, Paint paint) {
        return switch (level) {
            case OK -> paint.good("ok     ");
            case WARNING -> paint.warn("warning");
            case FAILED -> paint.bad("failed ");
        };
    }

    private static String verdict(DoctorReport report, Paint paint) {
        long failed = report.findings().stream()
                .filter(f -> f.level() == Level.FAILED)
                .count();
        long warnings = report.findings().stream()
                .filter(f -> f.level() == Level.WARNING)
                .count();
        if (failed > 0) {
            return paint.bad(failed + " of " + report.findings().size() + " checks failed")
                    + ": mend them with the lines above, then run `sluice doctor` again.";
        }
        return paint.good("ready")
                + (warnings == 0
                        ? ": nothing is in the way of `sluice apply`."
                        : ", with " + warnings + (warnings == 1 ? " warning." : " warnings."));
    }
}
