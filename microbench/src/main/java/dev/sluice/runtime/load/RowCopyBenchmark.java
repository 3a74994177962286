/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.load;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.config.ClickHouseAddress;
import dev.sluice.core.source.Lsn;
import dev.sluice.core.source.Relation;
import dev.sluice.core.source.ReplicaIdentity;
import dev.sluice.core.source.TableId;
import dev.sluice.core.target.ColumnMapping;
import dev.sluice.core.target.ObjectName;
import dev.sluice.core.target.TargetColumn;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.runtime.target.ClickHouse;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a row of the load costs our JVM from pgjdbc's buffer to the socket of ClickHouse: rows come out of memory, and a server
 * in the same JVM drops them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before the benchmark
public class RowCopyBenchmark {
    /** What a chunk of the load has, more or less. */
    private static final int ROWS = 200_000;

    private HttpServer server;
    private ClickHouse target;
    private Connection source;
    private TargetTable table;

    /** Starts the server. */
    @Setup
    public void start() throws IOException, SQLException {
        InetAddress here = InetAddress.getLoopbackAddress();
        server = HttpServer.create(new InetSocketAddress(here, 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        target = ClickHouse.open(new ClickHouseAddress(
                URI.create("http://" + here.getHostAddress() + ":"
                        + server.getAddress().getPort()),
                "default",
                null));
        source = RowsOfMemory.connection(ROWS);
        table = table();
    }

    /** Stops it. */
    @TearDown
    public void stop() {
        target.close();
        server.stop(0);
    }

    /** A row of six columns, and of the two that the loader adds. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long copy() throws SQLException {
        RowCopy copy = new RowCopy(target, Optional.empty(), rows -> {});
        return copy.copy(source, table, new Lsn(23_547_312), BigInteger.ZERO, "")
                .bytes();
    }

    private static TargetTable table() {
        UnaryOperator<String> same = UnaryOperator.identity();
        ColumnMapping text = new ColumnMapping("String", "String", same, same, same, same, same, false);
        TargetColumn id = new TargetColumn(1, "id", text, false, true, "text", Optional.empty(), Optional.empty());
        return new TargetTable(
                new TableId("bench", "orders"),
                new Relation(1, 1),
                new TargetNames(new ObjectName("bench", "orders")),
                List.of(id),
                Set.of(),
                List.of(),
                List.of("id"),
                ReplicaIdentity.DEFAULT,
                "",
                "",
                "",
                OptionalInt.empty());
    }
}
