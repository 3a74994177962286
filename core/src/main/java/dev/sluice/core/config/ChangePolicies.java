/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What {@code run} does about changes of the source by itself.
 *
 * @param byKind what was chosen; the rest is as usual
 */
public record ChangePolicies(Map<ChangeKind, ChangePolicy> byKind) {
    /** Everything is followed, and nothing is given up: the copy of a dropped table stays. */
    public static final ChangePolicies USUAL = new ChangePolicies(Map.of());

    public ChangePolicies {
        byKind = Map.copyOf(byKind);
        byKind.forEach(ChangePolicies::require);
    }

    /** What becomes of this kind of change. */
    public ChangePolicy of(ChangeKind kind) {
        return byKind.getOrDefault(kind, kind == ChangeKind.DROPPED_TABLE ? ChangePolicy.KEEP : ChangePolicy.APPLY);
    }

    /** As they are when somebody applies by hand: what waited for that is done. */
    public ChangePolicies byHand() {
        Map<ChangeKind, ChangePolicy> let = new EnumMap<>(ChangeKind.class);
        byKind.forEach((kind, policy) -> let.put(kind, policy == ChangePolicy.ASK ? ChangePolicy.APPLY : policy));
        return new ChangePolicies(let);
    }

    /** Reads the policy of one kind. */
    public static ChangePolicy parse(ChangeKind kind, String word) {
        ChangePolicy policy = Arrays.stream(ChangePolicy.values())
                .filter(known -> known.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("has to be one of " + allowed(kind)));
        require(kind, policy);
        return policy;
    }

    /** A copy can keep what is gone; what else keeping should mean, no two people would say alike. */
    private static void require(ChangeKind kind, ChangePolicy policy) {
        Rules.require(
                policy != ChangePolicy.KEEP || canBeKept(kind),
                "has to be one of " + allowed(kind) + ": only a dropped table or column can be kept");
    }

    private static boolean canBeKept(ChangeKind kind) {
        return kind == ChangeKind.DROPPED_TABLE || kind == ChangeKind.DROPPED_COLUMN;
    }

    private static String allowed(ChangeKind kind) {
        return Arrays.stream(ChangePolicy.values())
                .filter(policy -> policy != ChangePolicy.KEEP || canBeKept(kind))
                .map(ChangePolicy::word)
                .collect(Collectors.joining(", "));
    }
}
