/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.microbench;

import dev.sluice.connect.EventConverter;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.json.JsonConverter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a change costs on its way through Kafka Connect, beside the converter that Connect ships. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConverterBenchmark {
    private static final String TOPIC = "bench.bench.orders";

    private final CapturedOrder order = CapturedOrder.make();
    private final Struct event = order.insertion();
    private final EventConverter ours = new EventConverter();
    private final JsonConverter json = new JsonConverter();

    /** Configured as the benchmark of the stream does. */
    public ConverterBenchmark() {
        ours.configure(Map.of(), false);
        json.configure(Map.of("schemas.enable", "false"), false);
    }

    /** The texts of six columns, put into a Struct. */
    @Benchmark
    public Struct columnText() {
        return order.row();
    }

    /** An event's bytes. */
    @Benchmark
    public byte[] eventConverter() {
        return ours.fromConnectData(TOPIC, event.schema(), event);
    }

    /** The same by JsonConverter. */
    @Benchmark
    public byte[] jsonConverter() {
        return json.fromConnectData(TOPIC, event.schema(), event);
    }
}
