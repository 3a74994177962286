/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.docs;

import dev.sluice.core.source.PgType;
import dev.sluice.core.target.TypeLimits;
import dev.sluice.core.target.TypeMapping;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The table of docs/type-mapping.md, made from {@link TypeMapping} itself. */
final class TypeMappingPage {
    private static final OptionalInt NONE = OptionalInt.empty();

    private static final List<PgType> TYPES = List.of(
            type("bool", "boolean"),
            type("int2", "smallint, smallserial"),
            type("int4", "integer, serial"),
            type("int8", "bigint, bigserial"),
            type("oid", "oid"),
            type("float4", "real"),
            type("float8", "double precision"),
            numeric(9, 2),
            numeric(18, 4),
            numeric(38, 10),
            numeric(76, 20),
            numeric(77, 0),
            numeric(5, -2),
            type("numeric", "numeric without precision"),
            type("date", "date"),
            scaled("timestamp", 0),
            scaled("timestamp", 3),
            type("timestamp", "timestamp"),
            scaled("timestamptz", 3),
            type("timestamptz", "timestamptz"),
            type("money", "money"),
            type("uuid", "uuid"),
            type("bytea", "bytea"),
            type("bpchar", "char(n)"),
            type("varchar", "varchar, varchar(n)"),
            type("text", "text"),
            type("json", "json"),
            type("jsonb", "jsonb"),
            type("time", "time"),
            type("timetz", "timetz"),
            type("interval", "interval"),
            type("inet", "inet, cidr, macaddr"),
            type("bit", "bit, varbit"),
            type("point", "point, line, polygon and the other geometric types"),
            type("tsvector", "tsvector, tsquery"),
            type("int4range", "ranges and multiranges"),
            type("mood", "enums, composites and all other types"),
            type("_int4", "arrays of any type"));

    private TypeMappingPage() {}

    /** The table in Markdown. */
    static String table() {
        return "| PostgreSQL | ClickHouse | limits |\n|---|---|---|\n"
                + TYPES.stream().map(TypeMappingPage::line).collect(Collectors.joining());
    }

    private static String line(PgType type) {
        String target = TypeMapping.of(type).type();
        return "| " + type.formatted() + " | `" + target + "` | " + TypeLimits.of(type) + " |\n";
    }

    private static PgType numeric(int precision, int scale) {
        return new PgType(
                "numeric",
                "numeric(" + precision + "," + scale + ")",
                OptionalInt.of(precision),
                OptionalInt.of(scale),
                "");
    }

    private static PgType scaled(String name, int digits) {
        return new PgType(name, name + "(" + digits + ")", NONE, OptionalInt.of(digits), "");
    }

    private static PgType type(String name, String shown) {
        return new PgType(name, shown, NONE, NONE, "");
    }
}
