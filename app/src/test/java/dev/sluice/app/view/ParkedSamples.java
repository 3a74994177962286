/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

import dev.sluice.app.port.DropReport;
import dev.sluice.app.port.ParkedEvent;
import dev.sluice.app.port.ParkedReport;
import dev.sluice.app.port.ReplayReport;
import java.time.Instant;
import java.util.List;

/** Reports of parked events for the tests of texts and command lines. */
public final class ParkedSamples {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00.125Z");

    private ParkedSamples() {}

    public static ParkedReport parked() {
        return new ParkedReport(
                "shop",
                12,
                List.of(
                        new ParkedReport.Group(
                                "inventory.orders",
                                "column day: a value does not fit its type",
                                11,
                                AT,
                                AT.plusSeconds(9)),
                        new ParkedReport.Group("inventory.orders", "not JSON", 1, AT, AT)),
                List.of(
                        new ParkedReport.Listed(
                                "shop.inventory.orders-0-17",
                                "inventory.orders",
                                "column day: infinity does not fit its type",
                                AT,
                                null),
                        new ParkedReport.Listed(
                                "shop.inventory.orders-0-18", "inventory.orders", "not JSON", AT, null)));
    }

    public static ParkedReport closed() {
        return new ParkedReport(
                "shop",
                1,
                List.of(),
                List.of(new ParkedReport.Listed(
                        "shop.inventory.orders-0-18", "inventory.orders", "not JSON", AT, "dropped")));
    }

    public static ParkedEvent parkedEvent() {
        return new ParkedEvent(
                "shop.inventory.orders-0-17",
                "inventory.orders",
                "column day: infinity does not fit its type",
                AT,
                "shop.inventory.orders",
                0,
                17L,
                "{\"op\":\"c\",\"version\":53919893334301279589334030174039347272,\"after\":{\"id\":42,\"day\":\"infinity\",\"price\":1.50}}",
                true,
                "Mend the value.");
    }

    public static ReplayReport replayed() {
        return new ReplayReport(
                "shop",
                List.of("shop.inventory.orders-0-17"),
                List.of(new ReplayReport.Refused("shop.inventory.orders-0-18", "inventory.orders", "not JSON")));
    }

    public static DropReport dropped() {
        return new DropReport("shop", List.of("shop.inventory.orders-0-18"));
    }
}
