/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParkedReasonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            unknown schema 0123456789abcdef                              | false | UNKNOWN_SCHEMA
            column day: "infinity" does not fit its type: Cannot parse   | false | MISFIT
            column n: NULL, which it does not accept                     | false | UNEXPECTED_NULL
            not JSON                                                     | false | FOREIGN
            no schema_id: not written by dev.sluice.connect              | false | FOREIGN
            its text was not kept, only its place in the topic           | false | FOREIGN
            column day: infinity does not fit Date32                     | true  | MISFIT
            Memory limit exceeded                                        | false | OTHER
            """)
    void tellsFromTheErrorThatPeopleSee(String error, boolean loaded, ParkedReason reason) {
        assertThat(ParkedReason.of(error, loaded)).isEqualTo(reason);
        assertThat(reason.next()).endsWith(".");
    }
}
