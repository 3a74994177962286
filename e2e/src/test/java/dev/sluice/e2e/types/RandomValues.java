/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random values of every type, as SQL literals that the ClickHouse type of the column can hold: half of them the edges
 * that {@link TypeCase} lists, half made up.
 */
public final class RandomValues {
    private static final Map<String, TypeCase> CASES =
            TypeCase.all().stream().collect(Collectors.toMap(TypeCase::type, Function.identity()));

    /** Characters that some format on the way writes in a special way, and some of each length in UTF-8. */
    private static final int[] CHARACTERS =
            "aZ09 \t\n\r\b\f\\'\"`{}[](),:;/$%N\u0001\u001f\u007f\u0085\u00e4\u2028\u20ac\ufeff\ud83d\ude00"
                    .codePoints()
                    .toArray();

    private final Random random;

    /** The same values for the same state of {@code random}. */
    public RandomValues(Random random) {
        this.random = random;
    }

    /** One value that is not NULL. */
    public String literal(String type) {
        TypeCase known = CASES.get(type);
        if (known != null && random.nextBoolean()) {
            return "CAST(" + known.fit().get(random.nextInt(known.fit().size() - 1)) + " AS " + type + ")";
        }
        return "CAST(" + made(type) + " AS " + type + ")";
    }

    /** A value of which only {@code distinct} different ones are given, for keys. */
    public String key(String type, int distinct) {
        return new RandomValues(new Random(random.nextInt(distinct) * 7919L + type.hashCode())).literal(type);
    }

    /** So much noise that Postgres keeps it out of line, and leaves it out of the stream when it does not change. */
    public String large() {
        byte[] bytes = new byte[3000 + random.nextInt(6000)];
        random.nextBytes(bytes);
        return "'" + Base64.getEncoder().encodeToString(bytes) + "'";
    }

    private String made(String type) {
        if (type.endsWith("[]")) {
            return array(type);
        }
        int open = type.indexOf('(');
        String name = open < 0 ? type : type.substring(0, open);
        int[] modifiers = open < 0
                ? new int[0]
                : List.of(type.substring(open + 1, type.length() - 1).split(",")).stream()
                        .mapToInt(text -> Integer.parseInt(text.strip()))
                        .toArray();
        return switch (name) {
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "smallint" -> quoted((short) bits());
            case "int" -> quoted((int) bits());
            case "bigint" -> quoted(bits());
            case "positive" -> quoted(1 + (bits() & 0xffff));
            case "oid" -> quoted(bits() & 0xffffffffL);
            case "real" -> quoted(Float.intBitsToFloat(random.nextInt()));
            case "double precision" -> quoted(Double.longBitsToDouble(random.nextLong()));
            case "fee" -> quoted(number(8, 3));
            case "numeric" ->
                switch (modifiers.length) {
                    case 0 -> quoted(number(1 + random.nextInt(60), random.nextInt(30)));
                    case 1 -> quoted(number(modifiers[0], 0));
                    default -> quoted(number(modifiers[0], modifiers[1]));
                };
            case "money" -> quoted(number(15, 2));
            case "date" -> quoted(date());
            case "timestamp" -> quoted(date() + " " + time());
            case "timestamptz" -> quoted(date() + " " + time() + "+00");
            case "time" -> quoted(time());
            case "timetz" -> quoted(time() + (random.nextBoolean() ? "+" : "-") + random.nextInt(16) + ":30");
            case "interval" ->
                quoted((random.nextInt(2000) - 1000) + " mons " + (random.nextInt(2000) - 1000) + " days "
                        + (random.nextInt(200000) - 100000) / 1000.0 + " secs");
            case "text", "citext" -> text(random.nextInt(30));
            case "name" -> text(random.nextInt(20));
            case "varchar", "char" -> text(random.nextInt(modifiers.length == 0 ? 30 : modifiers[0] + 1));
            case "json", "jsonb" -> quoted(json(3));
            case "uuid" -> quoted(new java.util.UUID(random.nextLong(), random.nextLong()));
            case "bytea" -> "decode(" + quoted(hex(random.nextInt(20))) + ", 'hex')";
            case "bit" -> "B'" + bitsText(modifiers[0]) + "'";
            case "bit varying" -> "B'" + bitsText(random.nextInt(30)) + "'";
            case "inet" -> quoted(address() + (random.nextBoolean() ? "" : "/" + random.nextInt(33)));
            case "macaddr" -> quoted(hex(6));
            case "point" -> quoted("(" + random.nextGaussian() + "," + random.nextInt() + ")");
            case "int4range" -> {
                int low = random.nextInt(1000);
                yield quoted("[" + low + "," + (low + random.nextInt(5)) + ")");
            }
            case "pg_lsn" ->
                quoted(Integer.toHexString(random.nextInt()) + "/" + Integer.toHexString(random.nextInt()));
            default -> {
                TypeCase known = CASES.get(type);
                if (known == null) {
                    throw new IllegalArgumentException(type);
                }
                yield known.fit().get(random.nextInt(known.fit().size() - 1));
            }
        };
    }

    private String array(String type) {
        String element = type.substring(0, type.length() - 2);
        int inner = random.nextInt(4);
        Supplier<String> row = () -> repeat(inner, () -> random.nextInt(4) == 0 ? "NULL" : literal(element));
        return random.nextInt(3) > 0 || inner == 0
                ? "ARRAY[" + row.get() + "]::" + type
                : "ARRAY[" + repeat(1 + random.nextInt(3), () -> "[" + row.get() + "]") + "]::" + type;
    }

    private static String repeat(int times, Supplier<String> one) {
        return IntStream.range(0, times)
                .mapToObj((IntFunction<String>) i -> one.get())
                .collect(Collectors.joining(", "));
    }

    /** Small and large numbers alike. */
    private long bits() {
        return random.nextLong() >> random.nextInt(64);
    }

    private String number(int precision, int scale) {
        StringBuilder digits = new StringBuilder(random.nextBoolean() ? "-0" : "0");
        digits.append(digits(random.nextInt(Math.max(0, precision - Math.max(0, scale)) + 1)));
        if (scale > 0) {
            int zeros = Math.max(0, scale - precision);
            digits.append('.').append("0".repeat(zeros)).append(digits(scale - zeros));
        }
        digits.append("0".repeat(Math.max(0, -scale)));
        return digits.toString();
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append((char) ('0' + random.nextInt(10)));
        }
        return digits.toString();
    }

    private String date() {
        return java.time.LocalDate.of(1900, 1, 1)
                .plusDays(random.nextInt(146_000))
                .toString();
    }

    private String time() {
        String whole = "%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
        int fraction = random.nextInt(7);
        return fraction == 0 ? whole : whole + "." + digits(fraction);
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(CHARACTERS[random.nextInt(CHARACTERS.length)]);
        }
        return quoted(text);
    }

    private String json(int depth) {
        return switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> new java.math.BigDecimal(number(10, random.nextInt(5))).toPlainString();
            case 3 -> "\"\\u00e4\\n \\\"\"";
            case 4 -> "\"" + digits(3) + "\ud83d\ude00\"";
            case 5 -> "[" + repeat(random.nextInt(4), () -> json(depth - 1)) + "]";
            default -> "{" + repeat(random.nextInt(4), () -> "\"" + digits(1) + "\":  " + json(depth - 1)) + "}";
        };
    }

    private String hex(int bytes) {
        byte[] raw = new byte[bytes];
        random.nextBytes(raw);
        return java.util.HexFormat.of().formatHex(raw);
    }

    private String bitsText(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(random.nextBoolean() ? '1' : '0');
        }
        return text.toString();
    }

    private String address() {
        return random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }

    private static String quoted(Object value) {
        return "'" + value.toString().replace("'", "''") + "'";
    }
}
