/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import java.util.List;

/** Texts, and what is kept as one. */
final class TextCases {
    private TextCases() {}

    static List<TypeCase> all() {
        return List.of(
                TypeCase.of(
                        "text",
                        "String",
                        "''",
                        "'NULL'",
                        "'\\N'",
                        "'  padded  '",
                        "E'a\\tb\\nc\\rd\\\\e\"f\\'g\\b\\f\\v'",
                        "U&'\\0001\\001F\\007F\\0085\\2028\\+01F600 \\FEFF'",
                        "repeat('ä', 9000)"),
                TypeCase.of("varchar(50)", "String", "'x'", "'trailing  '", "''"),
                TypeCase.of("varchar", "String", "''", "repeat('\ud83d\ude00', 3000)"),
                TypeCase.of("words", "String", "'a b'", "''"),
                TypeCase.of("char(3)", "String", "'a'", "''", "'ä'"),
                TypeCase.of("bpchar", "String", "'a'", "'a  '"),
                TypeCase.of("name", "String", "'n'", "''", "repeat('x', 63)"),
                TypeCase.of("citext", "String", "'CiText'", "''"),
                TypeCase.of("\"char\"", "String", "'x'", "''"),
                TypeCase.of(
                        "json",
                        "String",
                        "'{\"b\" : 1,  \"a\":\"\\u00e4\\n\"}'",
                        "'null'",
                        "'\"\"'",
                        "'{\"a\":1,\"a\":1e400}'"),
                TypeCase.of("jsonb", "String", "'{\"b\" : 1.50,  \"a\":\"\\u00e4\"}'", "'null'"),
                TypeCase.of(
                        "xml",
                        "String",
                        "''",
                        "'a<b/>c'",
                        "'<a b=\"1\">x &amp; y</a>'",
                        "'<?xml version=\"1.0\"?><a/>'"),
                TypeCase.of("mood", "String", "'sad'", "'hap,py'", "'it''s \"ok\"'"),
                TypeCase.of("tsvector", "String", "'a fat:2 cat:3A ''quo te'''", "''"),
                TypeCase.of("tsquery", "String", "'fat & (rat | !cat:*A) <-> ''quo te'''", "''"),
                TypeCase.of("hstore", "String", "'a=>1, b=>NULL, \"c d\"=>\"e\\\"f\"'", "''"),
                TypeCase.of("ltree", "String", "'a.b'", "''", "'Top.Science_1.A'"));
    }
}
