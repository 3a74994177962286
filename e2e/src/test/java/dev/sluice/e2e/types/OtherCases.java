/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import java.util.List;

/** Bytes, bits, addresses, shapes, ranges, and rows. */
final class OtherCases {
    private OtherCases() {}

    static List<TypeCase> all() {
        return List.of(
                TypeCase.of(
                        "uuid",
                        "UUID",
                        "'A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11'",
                        "'00000000-0000-0000-0000-000000000000'",
                        "'ffffffff-ffff-ffff-ffff-ffffffffffff'"),
                TypeCase.of(
                        "bytea", "String", "'\\xdeadbeef00ff'", "''", "'\\x00'", "decode(repeat('00ff', 3000), 'hex')"),
                TypeCase.of("bit(5)", "String", "B'00110'", "B'00000'", "B'11111'"),
                TypeCase.of("bit(1)", "String", "B'0'", "B'1'"),
                TypeCase.of("bit varying", "String", "B'0001'", "B''", "repeat('01', 100)::varbit"),
                TypeCase.of("bit varying(5)", "String", "B'00011'", "B''"),
                TypeCase.of(
                        "inet",
                        "String",
                        "'10.0.0.1'",
                        "'10.0.0.1/24'",
                        "'0.0.0.0/0'",
                        "'255.255.255.255'",
                        "'::'",
                        "'::1'",
                        "'::1/64'",
                        "'::ffff:1.2.3.4'",
                        "'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127'"),
                TypeCase.of(
                        "cidr", "String", "'10.0.0.0/24'", "'10.1.2.3/32'", "'0.0.0.0/0'", "'::/0'", "'2001:db8::/32'"),
                TypeCase.of("macaddr", "String", "'08:00:2b:01:02:03'", "'00:00:00:00:00:00'", "'ff:ff:ff:ff:ff:ff'"),
                TypeCase.of("macaddr8", "String", "'08:00:2b:01:02:03:04:05'", "'ff:ff:ff:ff:ff:ff:ff:ff'"),
                TypeCase.of("point", "String", "'(1.5,-2)'", "'(-0,1e300)'", "'(Infinity,NaN)'", "'(1e-320,0.1)'"),
                TypeCase.of("line", "String", "'{1,-2,3.5}'", "'[(0,0),(1,2)]'"),
                TypeCase.of("lseg", "String", "'[(0,0),(1.5,-2)]'"),
                TypeCase.of("box", "String", "'(0,0),(1.5,-2)'", "'(1,1),(1,1)'"),
                TypeCase.of("path", "String", "'[(0,0),(1,1),(2,0)]'", "'((0,0),(1,1),(2,0))'", "'((1e-7,0))'"),
                TypeCase.of("polygon", "String", "'((0,0),(1,1),(2,0))'", "'((1,1))'"),
                TypeCase.of("circle", "String", "'<(1,2),3.5>'", "'<(0,0),0>'"),
                TypeCase.of("int4range", "String", "'[1,5)'", "'empty'", "'(,)'", "'[2147483646,2147483647)'"),
                TypeCase.of("int8range", "String", "'[-9223372036854775808,5)'", "'empty'"),
                TypeCase.of("numrange", "String", "'(1.50,2.0]'", "'(,NaN)'", "'[1,)'"),
                TypeCase.of("tsrange", "String", "'[2025-07-21 10:11:12.5,infinity)'", "'(,2025-01-01]'"),
                TypeCase.of("tstzrange", "String", "'[2025-07-21 10:11:12.5+02,2026-01-01 00:00+00)'", "'(,)'"),
                TypeCase.of("daterange", "String", "'[2025-07-21,2025-07-22]'", "'[0044-03-15 BC,infinity]'"),
                TypeCase.of("int4multirange", "String", "'{[1,3),[5,7)}'", "'{}'"),
                TypeCase.of("nummultirange", "String", "'{[1.0,3.00),(5,)}'"),
                TypeCase.of("datemultirange", "String", "'{[2025-07-21,2025-07-23)}'"),
                TypeCase.of("tstzmultirange", "String", "'{[2025-07-21 10:11:12.5+02,2026-01-01 00:00+00)}'", "'{}'"),
                TypeCase.of("pg_lsn", "String", "'16/B374D848'", "'0/0'", "'FFFFFFFF/FFFFFFFF'"),
                TypeCase.of("pair", "String", "'(1,\"x \"\"y\")'", "'(,)'", "'(,\"\")'", "ROW(1, E'a\\\\b,\\n')::pair"),
                TypeCase.of(
                        "nest",
                        "String",
                        "ROW(ROW(1, 'a,\"b')::pair, '2025-07-21 10:11:12.5', ARRAY['x\"', NULL])::nest",
                        "ROW(NULL, 'infinity', '{}')::nest"));
    }
}
