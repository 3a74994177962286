/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import java.util.List;

/** Arrays: of none, of NULLs, of several dimensions, with bounds of their own, and of every kind of element. */
final class ArrayCases {
    private ArrayCases() {}

    static List<TypeCase> all() {
        return List.of(
                TypeCase.of(
                        "int[]",
                        "String",
                        "'{1,2,NULL}'",
                        "'{}'",
                        "'{{1,2},{3,4}}'",
                        "'[0:1]={1,2}'",
                        "'[-1:0][2:3]={{1,2},{NULL,4}}'"),
                TypeCase.of("few", "String", "'{1,NULL}'", "'{}'"),
                TypeCase.of("smallint[]", "String", "'{-32768,32767}'"),
                TypeCase.of("bigint[]", "String", "'{-9223372036854775808,NULL}'", "'{{{1}}}'"),
                TypeCase.of("oid[]", "String", "'{0,4294967295}'"),
                TypeCase.of("positive[]", "String", "'{1,NULL}'"),
                TypeCase.of("real[]", "String", "'{1.1,NaN,-Infinity,-0,1e20}'"),
                TypeCase.of("double precision[]", "String", "'{0.1,NaN,Infinity,-0,1e22,5e-324}'"),
                TypeCase.of("numeric[]", "String", "'{1.50,NaN,Infinity,NULL}'"),
                TypeCase.of("numeric(10,2)[]", "String", "'{1.5,NULL}'"),
                TypeCase.of("boolean[]", "String", "'{t,f,NULL}'"),
                TypeCase.of("date[]", "String", "'{2024-02-29,infinity,0044-03-15 BC}'"),
                TypeCase.of("time[]", "String", "'{24:00,23:59:59.999999}'"),
                TypeCase.of("timetz[]", "String", "'{10:11:12.5+02,NULL}'"),
                TypeCase.of("timestamp[]", "String", "'{2025-07-21 10:11:12.5,infinity,1950-01-01 BC}'"),
                TypeCase.of("timestamptz[]", "String", "'{2025-07-21 10:11:12.5+02,-infinity}'"),
                TypeCase.of("interval[]", "String", "'{1 year 2 mons 3 days 04:05:06.789,-1 day}'"),
                TypeCase.of(
                        "text[]", "String", "ARRAY['a b',NULL,'','x','NULL','q\"\\',E'\\n','ä']", "'{{a,b},{c,d}}'"),
                TypeCase.of("varchar(50)[]", "String", "'{a,\"b  \"}'"),
                TypeCase.of("char(3)[]", "String", "'{a,NULL,\"\"}'"),
                TypeCase.of("citext[]", "String", "'{CiText}'"),
                TypeCase.of("name[]", "String", "'{n,\"\"}'"),
                TypeCase.of("json[]", "String", "ARRAY['{\"a\" :  \"b,c\"}'::json, NULL]"),
                TypeCase.of("jsonb[]", "String", "ARRAY['{\"a\" :  1.50}'::jsonb, 'null']"),
                TypeCase.of("xml[]", "String", "ARRAY['<a b=\"1\"/>'::xml]"),
                TypeCase.of("uuid[]", "String", "'{A0EEBC99-9c0b-4ef8-bb6d-6bb9bd380a11}'"),
                TypeCase.of("bytea[]", "String", "ARRAY['\\x00ff'::bytea, '', NULL]"),
                TypeCase.of("bit(5)[]", "String", "'{00110,NULL}'"),
                TypeCase.of("inet[]", "String", "'{10.0.0.1}'", "'{::1/64,NULL}'"),
                TypeCase.of("cidr[]", "String", "'{10.0.0.0/24}'"),
                TypeCase.of("macaddr[]", "String", "'{08:00:2b:01:02:03}'"),
                TypeCase.of("point[]", "String", "'{\"(1,2)\",NULL}'"),
                TypeCase.of("box[]", "String", "'{(1,1),(0,0);(3,4),(1,2)}'"),
                TypeCase.of("polygon[]", "String", "'{\"((0,0),(1,1),(2,0))\"}'"),
                TypeCase.of("int4range[]", "String", "'{\"[1,5)\",empty,NULL}'"),
                TypeCase.of("tstzrange[]", "String", "'{\"[2025-07-21 10:11:12+02,)\"}'"),
                TypeCase.of("tsvector[]", "String", "'{\"a:1 b:2\"}'"),
                TypeCase.of("hstore[]", "String", "ARRAY['a=>\"b,c\"'::hstore, NULL]"),
                TypeCase.of("ltree[]", "String", "'{a.b,c}'"),
                TypeCase.of("pg_lsn[]", "String", "'{16/B374D848}'"),
                TypeCase.of("xid8[]", "String", "'{18446744073709551615}'"),
                TypeCase.of("mood[]", "String", "'{sad,\"hap,py\",NULL}'"),
                TypeCase.of("pair[]", "String", "ARRAY[ROW(1, 'a,\"b')::pair, NULL]"));
    }
}
