/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.math.BigDecimal;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Names, descriptions and prices of products. */
final class Catalog {
    private static final List<Integer> CENTS = List.of(0, 49, 50, 90, 95, 99, 99);

    private final List<String> adjectives;
    private final List<String> materials;
    private final List<String> kinds;
    private final List<String> places;
    private final List<String> qualities;
    private final List<String> uses;

    private Catalog(WordLists words) {
        this.adjectives = words.named("adjective");
        this.materials = words.named("material");
        this.kinds = words.named("kind");
        this.places = words.named("place");
        this.qualities = words.named("quality");
        this.uses = words.named("use");
    }

    static Catalog fromResource() {
        return new Catalog(WordLists.of("catalog.txt"));
    }

    String name(RandomGenerator random) {
        return WordLists.pick(random, adjectives) + " " + WordLists.pick(random, materials) + " "
                + WordLists.pick(random, kinds);
    }

    /**
     * Null for one product in eight; 6 to 12 KB for one in eight, more than Postgres keeps in the row itself even when
     * compressed, so that changes of other columns arrive without it; else one to three sentences.
     */
    @Nullable
    String description(RandomGenerator random) {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return null;
        }
        if (kind > 1) {
            return sentences(random, 1 + random.nextInt(3));
        }
        int length = 6_000 + random.nextInt(6_000);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(sentences(random, 3)).append(specification(random));
        }
        return text.toString();
    }

    /** From 1.00 to 2,500.99; cheap things are more frequent. */
    BigDecimal price(RandomGenerator random) {
        int whole = switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> 1 + random.nextInt(20);
            case 4, 5, 6 -> 20 + random.nextInt(60);
            case 7, 8 -> 80 + random.nextInt(320);
            default -> 400 + random.nextInt(2_100);
        };
        return BigDecimal.valueOf(whole * 100L + WordLists.pick(random, CENTS), 2);
    }

    private String sentences(RandomGenerator random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ")
                    .append(WordLists.pick(random, materials))
                    .append(" from ")
                    .append(WordLists.pick(random, places))
                    .append(", ")
                    .append(WordLists.pick(random, qualities))
                    .append("; ")
                    .append(WordLists.pick(random, uses))
                    .append('.');
        }
        return text.toString();
    }

    /** A line whose digits hardly compress, and with the characters that text formats like to get wrong. */
    private static String specification(RandomGenerator random) {
        return "\nNo.\t" + Long.toString(random.nextLong(1L << 40), 36) + "\\" + random.nextInt(1_000_000) + " | "
                + random.nextInt(300) + " × " + random.nextInt(300) + " × " + random.nextInt(300) + " cm\n";
    }
}
