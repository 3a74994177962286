/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.screen;

import dev.sluice.app.port.Lag;
import dev.sluice.app.port.Latency;
import dev.sluice.app.port.LiveState;
import dev.sluice.app.port.ServiceStatus;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TableStatus;
import dev.sluice.app.view.Figures;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The live state as one line, for a log or a pipe. */
final class LiveLine {
    private LiveLine() {}

    /** Services while anything starts or fails, tables afterwards. */
    static String of(LiveState state) {
        StatusReport status = state.status();
        boolean serving = status.services().stream().allMatch(s -> s.state().equals("running"));
        String what = serving && !status.tables().isEmpty() ? tables(status) : services(status);
        String headline = state.headline().isEmpty() ? "" : "  (" + state.headline() + ")";
        return LiveFrame.time(state.seconds()) + "  " + status.state() + "  " + what + headline;
    }

    private static String services(StatusReport status) {
        return status.services().stream().map(LiveLine::service).collect(Collectors.joining(", "));
    }

    private static String service(ServiceStatus service) {
        Double fraction = service.fraction();
        boolean silent = service.phase().isEmpty();
        String phase =
                silent ? "" : " (" + service.phase() + (fraction == null ? "" : " " + Figures.percent(fraction)) + ")";
        return service.name() + " " + service.state() + phase;
    }

    private static String tables(StatusReport status) {
        long source = sum(status, TableStatus::sourceRows);
        long target = sum(status, TableStatus::targetRows);
        double rate =
                status.tables().stream().mapToDouble(TableStatus::changesPerS).sum();
        long events = status.tables().stream()
                .flatMap(t -> Stream.of(
                        t.lag().slot(),
                        t.lag().connector(),
                        t.lag().topic(),
                        t.lag().clickhouse()))
                .map(Lag::events)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return "rows " + Figures.count(source) + " in Postgres, " + Figures.count(target) + " in ClickHouse, lag "
                + Figures.count(events) + ", " + Figures.rate(rate) + " changes/s, p50 "
                + Figures.millis(worst(status, Latency::p50)) + ", p99 " + Figures.millis(worst(status, Latency::p99));
    }

    private static long sum(
            StatusReport status,
            java.util.function.Function<TableStatus, @org.jspecify.annotations.Nullable Long> rows) {
        return status.tables().stream()
                .map(rows)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Percentiles of different tables can't be added up; the slowest table speaks for all. */
    private static double worst(StatusReport status, ToDoubleFunction<Latency> percentile) {
        return status.tables().stream()
                .map(TableStatus::latencyMs)
                .filter(Objects::nonNull)
                .mapToDouble(percentile)
                .max()
                .orElse(Double.NaN);
    }
}
