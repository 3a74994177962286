/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.shop;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Names of people from many countries, most of them not plain ASCII, and e-mail addresses for them. */
final class People {
    /** Stands in an address for the customer's id, which makes it unique. */
    static final String ID = "#";

    private static final List<String> PROVIDERS =
            List.of("example.com", "example.org", "example.net", "mail.example.com", "post.example.org");

    /** Letters that have no decomposition into a Latin letter and a mark. */
    private static final Map<Integer, String> LATIN = Map.of(
            (int) 'ß', "ss", (int) 'ø', "o", (int) 'æ', "ae", (int) 'ł', "l", (int) 'đ', "d", (int) 'ð', "d", (int) 'þ',
            "th", (int) 'ı', "i");

    private final List<Nation> nations;

    /** A customer's name. */
    record Person(String first, String last) {}

    private record Nation(List<String> first, List<String> last) {}

    private People(List<Nation> nations) {
        this.nations = nations;
    }

    static People fromResource() {
        return new People(WordLists.of("people.txt").lines().stream()
                .map(line -> new Nation(WordLists.words(line.get(1)), WordLists.words(line.get(2))))
                .toList());
    }

    Person draw(RandomGenerator random) {
        Nation nation = WordLists.pick(random, nations);
        return new Person(WordLists.pick(random, nation.first()), WordLists.pick(random, nation.last()));
    }

    /** {@code first.last.#@provider} in ASCII, at most 60 characters before the id takes the place of {@link #ID}. */
    static String emailTemplate(Person person, RandomGenerator random) {
        return name(person) + "." + ID + "@" + WordLists.pick(random, PROVIDERS);
    }

    /** Another address of the same person; a {@code +} keeps it apart from every {@link #emailTemplate}. */
    static String emailTemplate(Person person, int revision, String provider) {
        return name(person) + "." + ID + "+" + revision + "@" + provider;
    }

    static String drawProvider(RandomGenerator random) {
        return WordLists.pick(random, PROVIDERS);
    }

    private static String name(Person person) {
        return ascii(person.first()) + "." + ascii(person.last());
    }

    private static String ascii(String name) {
        StringBuilder ascii = new StringBuilder();
        Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFD)
                .codePoints()
                .forEach(c -> ascii.append(c >= 'a' && c <= 'z' ? Character.toString(c) : LATIN.getOrDefault(c, "")));
        return ascii.isEmpty() ? "guest" : ascii.substring(0, Math.min(ascii.length(), 20));
    }
}
