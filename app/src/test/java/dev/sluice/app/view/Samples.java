/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.ApplyReport;
import dev.sluice.app.port.DoctorReport;
import dev.sluice.app.port.DoctorReport.Finding;
import dev.sluice.app.port.DoctorReport.Level;
import dev.sluice.app.port.GroupsReport;
import dev.sluice.app.port.HistoryReport;
import dev.sluice.app.port.Lag;
import dev.sluice.app.port.Latency;
import dev.sluice.app.port.LiveState;
import dev.sluice.app.port.LoadStatus;
import dev.sluice.app.port.MemoryStatus;
import dev.sluice.app.port.PlanReport;
import dev.sluice.app.port.PlannedStep;
import dev.sluice.app.port.PlannedTable;
import dev.sluice.app.port.ResyncReport;
import dev.sluice.app.port.ServiceStatus;
import dev.sluice.app.port.SlotStatus;
import dev.sluice.app.port.StageLags;
import dev.sluice.app.port.StatusReport;
import dev.sluice.app.port.TableStatus;
import dev.sluice.app.port.TailMessage;
import dev.sluice.app.port.TopicsReport;
import dev.sluice.app.port.VerifyReport;
import dev.sluice.app.port.WaitReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fixed records for the golden files. */
public final class Samples {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.125Z");

    private Samples() {}

    public static PlanReport plan() {
        return new PlanReport(
                "shop",
                List.of(
                        new PlannedStep(
                                "postgres",
                                "create publication sluice_shop",
                                "it does not exist",
                                null,
                                "CREATE PUBLICATION sluice_shop FOR TABLE inventory.orders",
                                "DROP PUBLICATION sluice_shop"),
                        new PlannedStep(
                                "clickhouse",
                                "create table inventory.orders_history",
                                "table inventory.orders is new",
                                "takes disk space for every change",
                                "CREATE TABLE inventory.orders_history\n(\n    `id` Int32\n)\nENGINE = MergeTree",
                                null)),
                List.of(wide(), plain()),
                List.of("inventory.scratch is unlogged, so its changes are not in the write-ahead log."),
                List.of(
                        "Column w of inventory.orders was added, and that waits for `sluice apply` (changes.added_column: ask)."));
    }

    /** New, with everything that has to be said. */
    private static PlannedTable wide() {
        List<PlannedTable.Column> columns = new ArrayList<>();
        columns.add(new PlannedTable.Column("id", "bigint", "Int64", false, null));
        for (int i = 1; i <= 30; i++) {
            columns.add(new PlannedTable.Column("measurement_" + i, "integer", "Int32", i % 2 == 0, null));
        }
        columns.add(new PlannedTable.Column("price", "numeric(10,2)", "Decimal(10, 2)", true, "NaN is parked"));
        columns.add(new PlannedTable.Column("tags", "text[]", "String", true, "the text that Postgres prints"));
        return new PlannedTable(
                "inventory.orders",
                "shop.orders",
                List.of("id"),
                90,
                true,
                columns,
                List.of(
                        "price: NaN is parked",
                        "tags: the text that Postgres prints",
                        "tags: a row whose key changes while such a value is large and does not change needs the history;"
                                + " with one of 90 days, it may stay hidden until it changes again"));
    }

    /** There already. */
    private static PlannedTable plain() {
        return new PlannedTable(
                "inventory.stock",
                "shop.stock",
                List.of("product", "place"),
                null,
                false,
                List.of(
                        new PlannedTable.Column("product", "integer", "Int32", false, null),
                        new PlannedTable.Column("place", "text", "String", false, null)),
                List.of());
    }

    public static ApplyReport applied() {
        return new ApplyReport("shop", plan().steps(), 1.234);
    }

    public static StatusReport starting() {
        return new StatusReport(
                "shop",
                "starting",
                AT,
                List.of(
                        new ServiceStatus("postgres", "running", "", null, "127.0.0.1:5432", true),
                        new ServiceStatus("kafka", "starting", "formatting the log folder", null, null, true),
                        new ServiceStatus("connect", "stopped", "waits for kafka", null, null, true),
                        new ServiceStatus("clickhouse", "starting", "fetching the engine", 0.4375, null, true)),
                null,
                List.of(),
                null,
                null,
                List.of());
    }

    public static StatusReport live() {
        return new StatusReport(
                "shop",
                "live",
                AT,
                List.of(
                        new ServiceStatus("postgres", "running", "", null, "127.0.0.1:5432", true),
                        new ServiceStatus("kafka", "running", "", null, "127.0.0.1:9092", true),
                        new ServiceStatus("connect", "running", "", null, "127.0.0.1:8083", true),
                        new ServiceStatus("clickhouse", "running", "", null, "127.0.0.1:8123", false)),
                new SlotStatus("sluice_shop", true, "0/1A2B3C8", 1_234_567, "reserved"),
                List.of(
                        table(
                                "inventory.customers",
                                "live",
                                null,
                                10_012,
                                10_012,
                                12.4,
                                new Latency(57.2, 88, 102.4),
                                0,
                                0),
                        table("inventory.inventory", "live", null, 3_000, 3_000, 151, new Latency(60, 90, 130), 0, 0),
                        table(
                                "inventory.orders",
                                "live",
                                null,
                                1_234_567,
                                1_234_560,
                                336.6,
                                new Latency(61, 95, 1250),
                                7,
                                42),
                        table("inventory.products", "loading", 0.43, 1_000, 430, 0, null, 0, 0)),
                new LoadStatus(430, 1_000L, 215, 2.65),
                new MemoryStatus(
                        1_912_000_000L,
                        List.of(
                                new MemoryStatus.ProcessMemory("sluice", 912_000_000L),
                                new MemoryStatus.ProcessMemory("clickhouse", 800_000_000L),
                                new MemoryStatus.ProcessMemory("postgres", 200_000_000L))),
                List.of("slot sluice_shop retains more WAL than the disk has room for in an hour"));
    }

    public static LiveState state(StatusReport status) {
        return new LiveState(
                status,
                62.4,
                status.tables().isEmpty() ? "" : "workload 500 changes/s",
                status.tables().isEmpty()
                        ? List.of()
                        : List.of(
                                "psql postgresql://postgres@127.0.0.1:5432/inventory",
                                "curl 'http://127.0.0.1:8123/?query=SELECT+count()+FROM+inventory.orders'"));
    }

    private static TableStatus table(
            String name,
            String state,
            @Nullable Double loaded,
            long source,
            long target,
            double rate,
            @Nullable Latency latency,
            long events,
            double ms) {
        Lag none = new Lag(0L, 0L, 0.0);
        return new TableStatus(
                name,
                state,
                loaded,
                loaded == null ? null : new LoadStatus(430, 1_000L, 215, 2.65),
                source,
                target,
                new StageLags(new Lag(1_400L, null, null), none, none, new Lag(events * 700, events, ms)),
                rate,
                latency,
                switch (name) {
                    case "inventory.customers" -> new TableStatus.Verified(40, 0);
                    case "inventory.orders" -> new TableStatus.Verified(4_000, 3);
                    default -> null;
                },
                events == 0 ? 0 : 2,
                0);
    }

    public static VerifyReport equal() {
        return new VerifyReport(
                1,
                1_234_567,
                15_012L,
                0,
                0,
                0,
                0,
                9.87,
                80_000.0,
                500.4,
                new Latency(57.2, 88, 102.4),
                5,
                true,
                List.of(new VerifyReport.TableComparison(
                        "inventory.orders", 1_234_567, 1_234_567, "9f1c33a0", "9f1c33a0", 0, 0, 0, 0, List.of())));
    }

    public static VerifyReport different() {
        return new VerifyReport(
                1,
                100,
                null,
                1,
                0,
                30,
                0,
                null,
                null,
                null,
                null,
                null,
                false,
                List.of(new VerifyReport.TableComparison(
                        "inventory.orders",
                        100,
                        99,
                        "9f1c33a0",
                        "00000001",
                        1,
                        0,
                        30,
                        0,
                        List.of(
                                new VerifyReport.Difference("missing", "7", List.of()),
                                new VerifyReport.Difference("different", "9", List.of("quantity", "order_date"))))));
    }

    public static VerifyReport repaired() {
        return new VerifyReport(
                1,
                100,
                null,
                1,
                0,
                30,
                31,
                null,
                null,
                null,
                null,
                null,
                true,
                List.of(new VerifyReport.TableComparison(
                        "inventory.orders",
                        100,
                        99,
                        "9f1c33a0",
                        "00000001",
                        1,
                        0,
                        30,
                        31,
                        List.of(
                                new VerifyReport.Difference("missing", "7", List.of()),
                                new VerifyReport.Difference("different", "9", List.of("quantity", "order_date"))))));
    }

    public static ResyncReport readAgain() {
        return new ResyncReport(
                "shop",
                List.of(
                        new ResyncReport.ReadTable("inventory.orders", 1_234_567, 1_000_000, 3, true, 4.25),
                        new ResyncReport.ReadTable("inventory.log", 12, 0, 0, false, 0.5)),
                4.75);
    }

    public static HistoryReport history() {
        return new HistoryReport(
                "inventory.orders",
                List.of("42"),
                List.of("id", "quantity"),
                List.of(
                        new HistoryReport.Version("c", "0/1A2B3C8", 701, AT, AT.plusMillis(60), List.of("42", "1")),
                        new HistoryReport.Version(
                                "u", "0/1A2B4D0", 702, AT.plusSeconds(1), AT.plusMillis(1080), List.of("42", "2")),
                        new HistoryReport.Version(
                                "d",
                                "0/1A2B500",
                                703,
                                AT.plusSeconds(2),
                                AT.plusMillis(2050),
                                Arrays.asList("42", null))));
    }

    public static TopicsReport topics() {
        return new TopicsReport(List.of(
                new TopicsReport.Topic("shop-offsets", null, 1, null, List.of(new TopicsReport.Partition(0, 0, 5, 1))),
                new TopicsReport.Topic(
                        "shop.inventory.orders",
                        "inventory.orders",
                        3,
                        10_485_760L,
                        List.of(
                                new TopicsReport.Partition(0, 100, 15_112, 3),
                                new TopicsReport.Partition(1, 0, 9, 2)))));
    }

    public static GroupsReport groups() {
        return new GroupsReport(List.of(
                new GroupsReport.Group(
                        "sluice_shop",
                        "stable",
                        1,
                        List.of(
                                new GroupsReport.Position("shop.inventory.orders", 0, 15_100L, 15_112),
                                new GroupsReport.Position("shop.inventory.orders", 1, null, 9))),
                new GroupsReport.Group("somebody_else", "empty", 0, List.of())));
    }

    public static TailMessage message() {
        return new TailMessage(
                "shop.inventory.orders", 0, 15_111, AT, "{\"id\":42}", "{\"op\":\"c\",\"after\":{\"id\":42}}");
    }

    public static TailMessage tombstone() {
        return new TailMessage("shop.inventory.orders", 0, 15_112, AT, null, null);
    }

    public static WaitReport waited() {
        return new WaitReport("shop", "0/1A2B3C8", true, 57.2, List.of(), 0);
    }

    public static DoctorReport doctor() {
        return new DoctorReport(
                List.of(
                        new Finding("machine", "disk", Level.OK, "40 GB free under .sluice", null),
                        new Finding(
                                "postgres",
                                "wal_level",
                                Level.FAILED,
                                "wal_level is replica, but has to be logical",
                                "ALTER SYSTEM SET wal_level = 'logical';\n-- then restart Postgres"),
                        new Finding(
                                "clickhouse", "version", Level.WARNING, "24.8 works, 25.3 or newer is faster", null)),
                List.of(plain()));
    }
}
