/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A Postgres type, the ClickHouse type that keeps it, and literals that cover its edges.
 *
 * @param fit those that the ClickHouse type holds exactly
 * @param parked those that it can't hold
 */
public record TypeCase(String type, String target, List<String> fit, List<String> parked) {

    /** The enum. */
    public static final String MOOD = "CREATE TYPE mood AS ENUM ('sad', 'ok', 'hap,py', 'it''s \"ok\"')";

    public static final List<String> SETUP = List.of(
            "CREATE EXTENSION hstore",
            "CREATE EXTENSION citext",
            "CREATE EXTENSION ltree",
            MOOD,
            "CREATE TYPE pair AS (a int, b text)",
            "CREATE TYPE nest AS (p pair, at timestamp, many text[])",
            "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
            "CREATE DOMAIN fee AS numeric(8,3)",
            "CREATE DOMAIN words AS varchar(40)",
            "CREATE DOMAIN few AS int[] CHECK (cardinality(VALUE) < 4)");

    public static List<TypeCase> all() {
        return Stream.of(NumberCases.all(), TimeCases.all(), TextCases.all(), OtherCases.all(), ArrayCases.all())
                .flatMap(List::stream)
                .toList();
    }

    static TypeCase of(String type, String target, String... fit) {
        List<String> literals = new ArrayList<>(List.of(fit));
        literals.add("NULL");
        return new TypeCase(type, target, literals, List.of());
    }

    TypeCase parked(String... literals) {
        return new TypeCase(type, target, fit, List.of(literals));
    }

    List<String> literals() {
        return Stream.concat(fit.stream(), parked.stream()).toList();
    }

    /** A name made from the type's, the same in every run. */
    String table() {
        return type.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_") + "_" + Integer.toHexString(type.hashCode());
    }

    @Override
    public String toString() {
        return type;
    }
}
