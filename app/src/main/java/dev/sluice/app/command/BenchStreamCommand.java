/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.BenchRequest;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice bench stream}. */
@Command(
        name = "stream",
        header = "Changes on their way to ClickHouse, beside what tutorials build.",
        description = {
            "Commits insertions, twenty a transaction, while nothing reads them; then lets the pipeline go, and the same "
                    + "engines put together as tutorials do it (Debezium's defaults, JsonConverter, a JSONExtract for each "
                    + "column), one after the other, and reads the slot to nowhere.",
            "Does the same, but for the slot, with a fifth as many changes of other kinds: insertions, updates and "
                    + "deletions (50, 40 and 10 %%), and insertions with 1, with 1,000 and with all rows in a transaction. "
                    + "Then takes insertions into Kafka and from Kafka alone, for what each half allows, and compares with "
                    + "ClickHouse's MaterializedPostgreSQL while changes are committed.",
            "Compares the copy with the table at the end.",
        },
        footer = {
            "  sluice bench stream",
            "  sluice bench stream --quick --json",
        })
final class BenchStreamCommand implements Callable<Integer> {
    private final Cli cli;

    @Mixin
    private final BenchOptions bench = new BenchOptions();

    @Mixin
    private final CommonOptions common = new CommonOptions();

    BenchStreamCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        return bench.run(cli, common, BenchRequest.Name.STREAM, new BenchSizes(3_000_000, 200_000));
    }
}
