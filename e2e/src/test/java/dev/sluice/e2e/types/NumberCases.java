/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.types;

import java.util.List;

/** Numbers, and what counts as one. */
final class NumberCases {
    private NumberCases() {}

    static List<TypeCase> all() {
        return List.of(
                TypeCase.of("boolean", "Bool", "true", "false"),
                TypeCase.of("smallint", "Int16", "-32768", "32767", "0"),
                TypeCase.of("int", "Int32", "-2147483648", "2147483647", "0"),
                TypeCase.of("bigint", "Int64", "-9223372036854775808", "9223372036854775807", "0"),
                TypeCase.of("positive", "Int32", "1", "2147483647"),
                TypeCase.of("oid", "UInt32", "0", "4294967295"),
                TypeCase.of("xid8", "String", "'0'", "'18446744073709551615'"),
                TypeCase.of(
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
                        // Its neighbour is nearer to the double that is nearest to it.
                        "'7.038531e-26'",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'"),
                TypeCase.of(
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
                TypeCase.of("numeric(10,2)", "Decimal(10, 2)", "0", "10.5", "-0.01", "99999999.99", "-99999999.99")
                        .parked("'NaN'"),
                TypeCase.of("numeric(9,0)", "Decimal(9, 0)", "0", "999999999", "-999999999")
                        .parked("'NaN'"),
                TypeCase.of("numeric(9,9)", "Decimal(9, 9)", "0", "0.999999999", "-0.000000001")
                        .parked("'NaN'"),
                TypeCase.of(
                                "numeric(18,6)",
                                "Decimal(18, 6)",
                                "999999999999.999999",
                                "-999999999999.999999",
                                "0.000001")
                        .parked("'NaN'"),
                TypeCase.of(
                                "numeric(38,10)",
                                "Decimal(38, 10)",
                                "9999999999999999999999999999.9999999999",
                                "-9999999999999999999999999999.9999999999",
                                "0.0000000001")
                        .parked("'NaN'"),
                TypeCase.of(
                                "numeric(76,38)",
                                "Decimal(76, 38)",
                                nines(38) + "." + nines(38),
                                "-" + nines(38) + "." + nines(38))
                        .parked("'NaN'"),
                TypeCase.of("numeric(76)", "Decimal(76, 0)", nines(76), "-" + nines(76), "0")
                        .parked("'NaN'"),
                TypeCase.of("numeric(77)", "String", nines(77), "'NaN'"),
                TypeCase.of("numeric(78,39)", "String", nines(39) + "." + nines(39), "0", "'NaN'"),
                TypeCase.of("numeric(1000,500)", "String", "-" + nines(500) + "." + nines(500), "1"),
                TypeCase.of("numeric(3,-2)", "String", "12345", "-12345", "0"),
                TypeCase.of("numeric(2,4)", "String", "0.0012", "0"),
                TypeCase.of("fee", "Decimal(8, 3)", "1.5", "-99999.999").parked("'NaN'"),
                TypeCase.of(
                        "numeric",
                        "String",
                        "10.50",
                        "0",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "1e-20",
                        "1e77",
                        nines(78),
                        "-" + nines(78) + "." + nines(78),
                        "1e-16383",
                        "1e131071",
                        "0.00",
                        "-12345678901234567890.12300"),
                TypeCase.of(
                        "money",
                        "String",
                        "1234.5",
                        "-0.01",
                        "0",
                        "'92233720368547758.07'",
                        "'-92233720368547758.08'"));
    }

    private static String nines(int digits) {
        return "9".repeat(digits);
    }
}
