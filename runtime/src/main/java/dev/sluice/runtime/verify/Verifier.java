/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.runtime.verify;

import dev.sluice.core.source.Lsn;
import dev.sluice.core.target.TargetNames;
import dev.sluice.core.target.TargetTable;
import dev.sluice.core.verify.Checksum;
import dev.sluice.core.verify.DigestComparison;
import dev.sluice.core.verify.RowDifference;
import dev.sluice.core.verify.RowTexts;
import dev.sluice.core.verify.RowTexts.Side;
import dev.sluice.core.verify.TableVerification;
import dev.sluice.runtime.control.Systems;
import dev.sluice.runtime.verify.RangeComparison.Compared;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares tables with their copies while changes keep coming.
 *
 * <p>First the checksums of the tables, range by range of their keys where these are numbers, so that no transaction of the
 * source lasts long. Where they differ, those of buckets of rows; in buckets that differ, the digests by key. What differs then may only be on its way, so each suspect is looked at again: its source row, then a
 * {@link Barrier}, then its copy, then its source row once more. It counts as a difference only if the source row stayed
 * the same meanwhile and the copy is another.
 */
public final class Verifier {
    private static final int HEX_DIGITS = 3;
    private static final int BUCKETS_AT_ONCE = 64;
    private static final int KEYS_AT_ONCE = 500;
    private static final int ROUNDS = 20;

    private final Systems systems;
    private final Barrier barrier;
    private final Duration patience;
    private final Options options;

    /**
     * How to compare.
     *
     * @param limit how many differences are listed for a table; all are counted
     * @param repair whether what differs is mended
     * @param rowsAtOnce how many rows of the source one transaction reads, of tables that are read in the order of their key
     */
    public record Options(int limit, boolean repair, long rowsAtOnce) {
        /** How many rows Postgres reads in about a fifth of a second. */
        public static final long USUAL_ROWS = 100_000;

        public Options(int limit, boolean repair) {
            this(limit, repair, USUAL_ROWS);
        }
    }

    /** {@code patience} bounds each wait for the target to catch up. */
    public Verifier(Systems systems, Barrier barrier, Duration patience, Options options) {
        this.options = options;
        this.systems = systems;
        this.barrier = barrier;
        this.patience = patience;
    }

    /** Compares one table, and notes what was found. */
    public TableVerification verify(TargetTable table) {
        long begin = System.nanoTime();
        RangeComparison ranges = RangeComparison.of(systems, table);
        List<Compared> parts = ranges.sideBySide(options.rowsAtOnce());
        Lsn lsn = barrier.await(patience);
        parts = parts.stream().map(ranges::again).toList();
        Sides sides = new Sides(systems, new RowTexts(table));
        Map<List<String>, RowDifference.Kind> found = new LinkedHashMap<>();
        for (Compared part : parts) {
            if (!part.isEqual()) {
                found.putAll(differing(table, sides, suspects(new Sides(systems, new RowTexts(table, part.range())))));
            }
        }
        Checksum whole = Checksum.sum(parts.stream().map(Compared::source).toList());
        Checksum copy = Checksum.sum(parts.stream().map(Compared::target).toList());
        List<RowDifference> listed = new ArrayList<>();
        found.forEach((key, kind) -> {
            if (listed.size() < options.limit()) {
                listed.add(new RowDifference(
                        kind, key, kind == RowDifference.Kind.DIFFERENT ? columns(table, sides, key) : List.of()));
            }
        });
        long repaired = options.repair() && !found.isEmpty() ? repaired(table, sides, List.copyOf(found.keySet())) : 0;
        TableVerification outcome = new TableVerification(
                table.source(),
                whole.rows(),
                copy.rows(),
                whole.toString(),
                copy.toString(),
                count(found, RowDifference.Kind.MISSING),
                count(found, RowDifference.Kind.EXTRA),
                count(found, RowDifference.Kind.DIFFERENT),
                repaired,
                lsn,
                listed);
        if (systems.clickhouse().exists(TargetNames.VERIFICATIONS)) {
            Proofs.keep(systems.clickhouse(), table, outcome, (System.nanoTime() - begin) / 1e9);
        }
        return outcome;
    }

    private long repaired(TargetTable table, Sides sides, List<List<String>> keys) {
        if (table.isCounted()) {
            // Nothing names one of several equal rows; only a load could mend them.
            return 0;
        }
        new Repair(systems).mend(table, keys);
        return keys.size() - differing(table, sides, keys).size();
    }

    /**
     * Those that differ in more than recorded losses. What a row has lost is looked at after the row, so one that has changed in
     * between is confirmed and looked at once more.
     */
    private Map<List<String>, RowDifference.Kind> differing(
            TargetTable table, Sides sides, List<List<String>> suspects) {
        Map<List<String>, RowDifference.Kind> found = confirm(sides, suspects);
        for (int look = 0; look < 2 && table.isRecording() && !found.isEmpty(); look++) {
            if (look > 0) {
                found = confirm(sides, List.copyOf(found.keySet()));
            }
            new RecordedLosses(systems, table, sides)
                    .explained(List.copyOf(found.keySet()))
                    .forEach(found::remove);
        }
        return found;
    }

    private static long count(Map<List<String>, RowDifference.Kind> found, RowDifference.Kind kind) {
        return found.values().stream().filter(other -> other == kind).count();
    }

    private static List<List<String>> suspects(Sides sides) {
        List<String> buckets = List.copyOf(DigestComparison.differing(
                sides.checksums(Side.SOURCE, HEX_DIGITS), sides.checksums(Side.TARGET, HEX_DIGITS)));
        List<List<String>> suspects = new ArrayList<>();
        for (int at = 0; at < buckets.size(); at += BUCKETS_AT_ONCE) {
            List<String> some = buckets.subList(at, Math.min(buckets.size(), at + BUCKETS_AT_ONCE));
            suspects.addAll(DigestComparison.suspects(
                    sides.digests(Side.SOURCE, some, HEX_DIGITS), sides.digests(Side.TARGET, some, HEX_DIGITS)));
        }
        return suspects;
    }

    /**
     * The suspects that really differ: twice in a row, so that a row that changed and changed back in between is not
     * mistaken for one. A row that never holds still in all rounds is not among them.
     */
    private Map<List<String>, RowDifference.Kind> confirm(Sides sides, List<List<String>> suspects) {
        Map<List<String>, RowDifference.Kind> found = new LinkedHashMap<>();
        Map<List<String>, String> seen = new HashMap<>();
        List<List<String>> open = suspects;
        for (int round = 0; round < ROUNDS && !open.isEmpty(); round++) {
            Map<List<String>, String> before = digestsOf(sides, Side.SOURCE, open);
            barrier.await(patience);
            Map<List<String>, String> target = digestsOf(sides, Side.TARGET, open);
            Map<List<String>, String> after = digestsOf(sides, Side.SOURCE, open);
            List<List<String>> moving = new ArrayList<>();
            for (List<String> key : open) {
                Optional<RowDifference.Kind> kind = DigestComparison.kind(
                        Optional.ofNullable(before.get(key)), Optional.ofNullable(target.get(key)));
                if (kind.isEmpty()) {
                    continue;
                }
                String still = String.valueOf(before.get(key));
                boolean moved = !Objects.equals(before.get(key), after.get(key));
                if (!moved && still.equals(seen.put(key, still))) {
                    found.put(key, kind.get());
                } else {
                    moving.add(key);
                }
            }
            open = moving;
        }
        return found;
    }

    private static Map<List<String>, String> digestsOf(Sides sides, Side side, List<List<String>> keys) {
        Map<List<String>, String> digests = new HashMap<>();
        for (int at = 0; at < keys.size(); at += KEYS_AT_ONCE) {
            digests.putAll(sides.digestsOf(side, keys.subList(at, Math.min(keys.size(), at + KEYS_AT_ONCE))));
        }
        return digests;
    }

    private List<String> columns(TargetTable table, Sides sides, List<String> key) {
        Optional<List<@Nullable String>> source = sides.row(Side.SOURCE, key);
        Optional<List<@Nullable String>> target = sides.row(Side.TARGET, key);
        return source.isPresent() && target.isPresent()
                ? new RecordedLosses(systems, table, sides).differing(key, source.get(), target.get())
                : List.of();
    }
}
