/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.capture.SchemaFingerprint.Column;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaFingerprintTest {

    /** The same golden values as in the converter's {@code TypeTextTest}. */
    @Test
    void goldenValues() {
        assertThat(SchemaFingerprint.of(List.of())).isEqualTo("e3b0c44298fc1c14");
        assertThat(SchemaFingerprint.of(List.of(new Column("id", "23")))).isEqualTo("5dd7944ca39b5a5a");
        assertThat(SchemaFingerprint.of(List.of(
                        new Column("id", "23"), new Column("Größe \"x\"", "1700(10,2)"), new Column("tags", "1009"))))
                .isEqualTo("2da2601844a9bc7b");
    }

    @Test
    void orderNamesAndTypesCount() {
        Column a = new Column("a", "23");
        Column b = new Column("b", "23");
        assertThat(SchemaFingerprint.of(List.of(a, b)))
                .isNotEqualTo(SchemaFingerprint.of(List.of(b, a)))
                .isNotEqualTo(SchemaFingerprint.of(List.of(a)))
                .isNotEqualTo(SchemaFingerprint.of(List.of(a, new Column("b", "20"))));
    }
}
