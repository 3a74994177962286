/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.command;

import dev.sluice.app.port.ServiceName;
import dev.sluice.app.port.ServiceRequest;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice service}. */
@Command(
        name = "service",
        description = "One embedded engine by itself, in this process, until Ctrl-C. Data of the last run is kept.",
        footer = {
            "  sluice service clickhouse",
            "  sluice service kafka --port 9192 --workspace /tmp/kafka",
            "  sluice service connect --kafka 127.0.0.1:9192",
        })
final class ServiceCommand implements Callable<Integer> {
    private final Cli cli;

    @Parameters(index = "0", paramLabel = "NAME", description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli refuses a command line without it
    private ServiceName name;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Its port (default: its usual one, or a free one if that is taken).")
    @Nullable
    private Integer port;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "The Kafka for connect (default: the one of the workspace).")
    @Nullable
    private String kafka;

    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call
    private CommandSpec spec;

    ServiceCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        if (port != null) {
            Bounds.check(spec, "--port", port, 1, 65_535);
        }
        if (kafka != null && name != ServiceName.CONNECT) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--kafka is for `service connect` only");
        }
        ServiceRequest request = new ServiceRequest(
                name, port == null ? OptionalInt.empty() : OptionalInt.of(port), Optional.ofNullable(kafka));
        Live.show(cli, cli.wiring().service(cli.target(common, "service-" + name), request), !common.json);
        return 0;
    }
}
