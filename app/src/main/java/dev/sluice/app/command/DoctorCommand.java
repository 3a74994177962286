/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.DoctorReport;
import dev.sluice.app.view.DoctorText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice doctor}. */
@Command(
        name = "doctor",
        description = {
            "Checks every prerequisite of source and target before any change, with the fix for each finding. Changes",
            "nothing. Exits with 1 if anything is in the way; warnings are not.",
        },
        footer = {
            "  sluice doctor -c shop.yaml",
            "  sluice doctor --json | jq '.findings[] | select(.level == \"failed\")'",
        })
final class DoctorCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    DoctorCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return cli.withPipeline(common, "doctor", pipeline -> {
            DoctorReport report = pipeline.doctor();
            cli.print(common, report, paint -> DoctorText.lines(report, paint));
            return report.ok() ? 0 : 1;
        });
    }
}
