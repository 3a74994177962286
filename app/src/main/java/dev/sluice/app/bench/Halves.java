/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.bench;

import dev.sluice.runtime.target.ClickHouse;
import dev.sluice.stack.lifecycle.CpuUse;

/**
 * The two halves of a way one after the other, so that neither takes processors from the other: from the source into Kafka while
 * nothing reads the topic, and from there into ClickHouse while no connector runs.
 */
final class Halves {
    /** Ends the name of a way's first half. */
    static final String INTO_KAFKA = ", into Kafka alone";
    /** Ends the name of a way's second half. */
    static final String FROM_KAFKA = ", from Kafka alone";

    private final TestBed bed;
    private final Pairs pairs;

    Halves(TestBed bed, Pairs pairs) {
        this.bed = bed;
        this.pairs = pairs;
    }

    /** Takes these changes, which were committed while the way was held up; it is held up again then. */
    void measure(Way way, OrderChanges.Batch batch) {
        ClickHouse clickhouse = bed.systems().clickhouse();
        clickhouse.execute("DETACH TABLE " + way.reader().quoted());
        TopicFilling filling = new TopicFilling(bed.systems(), way.path());
        way.path().letGo(bed.systems());
        filling.awaitFirst();
        CpuUse before = bed.cpu().get();
        note(way.name() + INTO_KAFKA, batch.changes(), filling.await(batch.changes()), before);
        way.path().hold(bed.systems());
        // Else the reader waits until the session of the one that was detached has ended.
        way.path().groups().forEach(bed.systems().kafka()::emptyGroup);
        CpuUse between = bed.cpu().get();
        double seconds = TestBed.seconds(() -> {
            clickhouse.execute("ATTACH TABLE " + way.reader().quoted());
            way.await(bed, batch.lastKey());
        });
        note(way.name() + FROM_KAFKA, batch.changes(), seconds, between);
        Quiet.await(clickhouse);
    }

    private void note(String name, long changes, double seconds, CpuUse before) {
        pairs.add(name, "rows/s", changes / seconds);
        CpuTimes.noteAll(pairs, name, bed.usedSince(before), changes);
    }
}
