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

    public static final List<String> SETUP = List.of(
            "CREATE EXTENSION hstore",
            "CREATE EXTENSION citext",
            "CREATE EXTENSION ltree",
            "CREATE TYPE mood AS ENUM ('sad', 'ok', 'hap,py')",
            "CREATE TYPE pair AS (a int, b text)",
            "CREATE DOMAIN positive AS int CHECK (VALUE > 0)",
            "CREATE DOMAIN fee AS numeric(8,3)");

    public static List<TypeCase> all() {
        return Stream.of(numbers(), times(), texts(), others())
                .flatMap(List::stream)
                .toList();
    }

    private static List<TypeCase> numbers() {
        return List.of(
                of("boolean", "Bool", "true", "false"),
                of("smallint", "Int16", "-32768", "32767", "0"),
                of("int", "Int32", "-2147483648", "2147483647", "0"),
                of("bigint", "Int64", "-9223372036854775808", "9223372036854775807", "0"),
                of("positive", "Int32", "1", "2147483647"),
                of("oid", "UInt32", "0", "4294967295"),
                of(
                        "real",
                        "Float32",
                        "0",
                        "'-0'",
                        "1.1",
                        "16777217",
                        "1e20",
                        "'3.4028235e38'",
                        "'1e-45'",
                        "'1.17549421e-38'",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'"),
                of(
                        "double precision",
                        "Float64",
                        "0",
                        "'-0'",
                        "0.1",
                        "1e22",
                        "1e23",
                        "123456789012345680",
                        "'1.7976931348623157e308'",
                        "'2.2250738585072011e-308'",
                        "'5e-324'",
                        "9007199254740993",
                        "0.30000000000000004",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'"),
                of("numeric(10,2)", "Decimal(10, 2)", "0", "10.5", "-0.01", "99999999.99", "-99999999.99")
                        .parked("'NaN'"),
                of("numeric(9,0)", "Decimal(9, 0)", "0", "999999999", "-999999999")
                        .parked("'NaN'"),
                of("numeric(9,9)", "Decimal(9, 9)", "0", "0.999999999", "-0.000000001")
                        .parked("'NaN'"),
                of("numeric(18,6)", "Decimal(18, 6)", "999999999999.999999", "-999999999999.999999", "0.000001"),
                of(
                        "numeric(38,10)",
                        "Decimal(38, 10)",
                        "9999999999999999999999999999.9999999999",
                        "-9999999999999999999999999999.9999999999",
                        "0.0000000001"),
                of("numeric(76,38)", "Decimal(76, 38)", nines(38) + "." + nines(38), "-" + nines(38) + "." + nines(38))
                        .parked("'NaN'"),
                of("numeric(76)", "Decimal(76, 0)", nines(76), "-" + nines(76), "0")
                        .parked("'NaN'"),
                of("numeric(77)", "String", nines(77), "'NaN'"),
                of("numeric(3,-2)", "String", "12345", "-12345", "0"),
                of("numeric(2,4)", "String", "0.0012", "0"),
                of("fee", "Decimal(8, 3)", "1.5", "-99999.999").parked("'NaN'"),
                of(
                        "numeric",
                        "String",
                        "10.50",
                        "0",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "1e-20",
                        "1e77",
                        "-12345678901234567890.12300"),
                of("money", "String", "1234.5", "-0.01", "0", "'92233720368547758.07'", "'-92233720368547758.08'"));
    }

    private static List<TypeCase> times() {
        return List.of(
                of("date", "Date32", "'1900-01-01'", "'1970-01-01'", "'2024-02-29'", "'2299-12-31'")
                        .parked(
                                "'1899-12-31'",
                                "'2300-01-01'",
                                "'0001-01-01'",
                                "'20250-02-28'",
                                "'5874897-12-31'",
                                "'0044-03-15 BC'",
                                "'1950-01-01 BC'",
                                "'infinity'",
                                "'-infinity'"),
                of(
                                "timestamp",
                                "DateTime64(6, 'UTC')",
                                "'1900-01-01'",
                                "'1969-12-31 23:59:59.999999'",
                                "'1970-01-01'",
                                "'2025-07-21 10:11:12.5'",
                                "'2025-07-21 10:11:12.000001'",
                                "'2025-07-21 10:11:10'",
                                "'2025-07-21 10:10:00'",
                                "'1905-05-05 05:05:05.05'",
                                "'2299-12-31 23:59:59.999999'")
                        .parked(
                                "'1899-12-31 23:59:59.999999'",
                                "'2300-01-01'",
                                "'0001-01-01'",
                                "'1950-01-01 BC'",
                                "'20250-01-01'",
                                "'22000-01-01 00:00:00.5'",
                                "'294276-12-31 23:59:59.999999'",
                                "'infinity'",
                                "'-infinity'"),
                of(
                                "timestamp(0)",
                                "DateTime64(0, 'UTC')",
                                "'1900-01-01'",
                                "'2025-07-21 10:11:12.5'",
                                "'2025-07-21 10:10:00'",
                                "'2299-12-31 23:59:59'")
                        .parked("'20250-01-01'", "'infinity'"),
                of("timestamp(3)", "DateTime64(3, 'UTC')", "'2025-07-21 10:11:12.1239'", "'2299-12-31 23:59:59.999'"),
                of(
                                "timestamptz",
                                "DateTime64(6, 'UTC')",
                                "'1900-01-01 00:00:00+00'",
                                "'1969-12-31 23:59:59.999999+00'",
                                "'2025-07-21 10:11:12.5+02'",
                                "'2025-07-21 10:11:12+05:30'",
                                "'2299-12-31 23:59:59.999999+00'")
                        .parked(
                                "'1899-12-31 23:59:59.999999+00'",
                                "'2300-01-01 00:00:00+00'",
                                "'1950-01-01 00:00:00+00 BC'",
                                "'20250-01-01 00:00:00+00'",
                                "'294276-12-31 23:59:59.999999+00'",
                                "'infinity'",
                                "'-infinity'"),
                of("timestamptz(3)", "DateTime64(3, 'UTC')", "'2025-07-21 10:11:12.5+02'"),
                of("time", "String", "'00:00'", "'24:00'", "'23:59:59.999999'", "'10:11:12.5'"),
                of("timetz", "String", "'10:11:12.5+02'", "'24:00+15:59:59'"),
                of("interval", "String", "'1 year 2 mons 3 days 04:05:06.789'", "'-1 day +1 hour'", "'0'"));
    }

    private static List<TypeCase> texts() {
        return List.of(
                of(
                        "text",
                        "String",
                        "''",
                        "'NULL'",
                        "'\\N'",
                        "'  padded  '",
                        "E'a\\tb\\nc\\rd\\\\e\"f\\'g\\b\\f\\v'",
                        "U&'\\0001\\001F\\007F\\0085\\2028\\+01F600 \\FEFF'",
                        "repeat('ä', 9000)"),
                of("varchar(50)", "String", "'x'", "'trailing  '", "''"),
                of("char(3)", "String", "'a'", "''", "'ä'"),
                of("name", "String", "'n'"),
                of("citext", "String", "'CiText'"),
                of("\"char\"", "String", "'x'", "''"),
                of("json", "String", "'{\"b\" : 1,  \"a\":\"\\u00e4\\n\"}'", "'null'", "'\"\"'"),
                of("jsonb", "String", "'{\"b\" : 1.50,  \"a\":\"\\u00e4\"}'", "'null'"),
                of("xml", "String", "'<a b=\"1\">x &amp; y</a>'", "'<?xml version=\"1.0\"?><a/>'"),
                of("mood", "String", "'sad'", "'hap,py'"));
    }

    private static List<TypeCase> others() {
        return List.of(
                of(
                        "uuid",
                        "UUID",
                        "'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'",
                        "'00000000-0000-0000-0000-000000000000'",
                        "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
                of("bytea", "String", "'\\xdeadbeef00ff'", "''", "'\\x00'", "decode(repeat('00ff', 3000), 'hex')"),
                of("bit(5)", "String", "B'00110'"),
                of("bit varying", "String", "B'0001'", "B''"),
                of("inet", "String", "'10.0.0.1'", "'10.0.0.1/24'", "'::1'", "'::1/64'"),
                of("cidr", "String", "'10.0.0.0/24'", "'10.1.2.3/32'"),
                of("macaddr", "String", "'08:00:2b:01:02:03'"),
                of("point", "String", "'(1.5,-2)'"),
                of("int4range", "String", "'[1,5)'", "'empty'", "'(,)'"),
                of("int4multirange", "String", "'{[1,3),[5,7)}'", "'{}'"),
                of("tsvector", "String", "'a fat:2 cat:3A ''quo te'''"),
                of("hstore", "String", "'a=>1, b=>NULL, \"c d\"=>\"e\\\"f\"'", "''"),
                of("ltree", "String", "'a.b'"),
                of("pg_lsn", "String", "'16/B374D848'"),
                of("pair", "String", "'(1,\"x \"\"y\")'", "'(,)'"),
                of("int[]", "String", "'{1,2,NULL}'", "'{}'", "'{{1,2},{3,4}}'", "'[0:1]={1,2}'"),
                of("numeric(10,2)[]", "String", "'{1.5,NULL}'"),
                of("boolean[]", "String", "'{t,f}'"),
                of("text[]", "String", "ARRAY['a b',NULL,'','x','NULL','q\"\\',E'\\n','ä']", "'{{a,b},{c,d}}'"),
                of("inet[]", "String", "'{10.0.0.1}'"));
    }

    private static TypeCase of(String type, String target, String... fit) {
        List<String> literals = new ArrayList<>(List.of(fit));
        literals.add("NULL");
        return new TypeCase(type, target, literals, List.of());
    }

    private TypeCase parked(String... literals) {
        return new TypeCase(type, target, fit, List.of(literals));
    }

    private static String nines(int digits) {
        return "9".repeat(digits);
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
