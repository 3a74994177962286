/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import dev.sluice.core.config.PostgresAddress;
import dev.sluice.core.config.Secret;
import dev.sluice.core.target.SharedObjects;
import dev.sluice.e2e.FreePort;
import dev.sluice.runtime.source.PostgresSource;
import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.stack.clickhouse.ClickHouseService;
import dev.sluice.stack.clickhouse.EngineFetcher;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One Postgres and one ClickHouse engine for all tests of a run, started by the first that asks for them. */
final class Engines implements ParameterResolver {
    /** The schema in Postgres, and with it the database in ClickHouse. */
    static final String SCHEMA = "types";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Running.class, unused -> Running.start(), Running.class);
    }

    /** Both engines, with the same adapters in front of them as in production. */
    record Running(
            EmbeddedPostgres postgres, ClickHouseService service, Path folder, PostgresSource source, ClickHouse target)
            implements AutoCloseable {

        static Running start() {
            Path folder = Path.of("target", "types-" + System.nanoTime()).toAbsolutePath();
            ClickHouseService service = new ClickHouseService(
                    new ClickHouseService.Settings(
                            folder.resolve("data"),
                            folder.resolve("logs"),
                            FreePort.find(),
                            "default",
                            new Secret("secret"),
                            Optional.empty()),
                    EngineFetcher.create());
            service.start((phase, fraction) -> {});
            EmbeddedPostgres postgres = startPostgres();
            Running running = new Running(
                    postgres,
                    service,
                    folder,
                    new PostgresSource(
                            new PostgresAddress("127.0.0.1", postgres.getPort(), "postgres", "postgres", null)),
                    ClickHouse.open(service.address()));
            running.source.execute("CREATE SCHEMA " + SCHEMA);
            SharedObjects.of(List.of(SCHEMA)).forEach(object -> running.target.execute(object.create()));
            return running;
        }

        private static EmbeddedPostgres startPostgres() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            target.close();
            service.stop();
            postgres.close();
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
