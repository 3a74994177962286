/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.capture.SchemaFingerprint;
import java.util.List;
import org.junit.jupiter.api.Test;

class TypeTextTest {

    /** The golden values of {@code SchemaFingerprintTest} in core. */
    @Test
    void goldenValues() {
        assertThat(TypeText.fingerprint(List.of())).isEqualTo("e3b0c44298fc1c14");
        assertThat(TypeText.fingerprint(List.of(new TypeText.Column("id", "23"))))
                .isEqualTo("5dd7944ca39b5a5a");
        assertThat(TypeText.fingerprint(List.of(
                        new TypeText.Column("id", "23"),
                        new TypeText.Column("Größe \"x\"", "1700(10,2)"),
                        new TypeText.Column("tags", "1009"))))
                .isEqualTo("2da2601844a9bc7b");
    }

    @Test
    void theTwinAgrees() {
        List<String> names = List.of("a", "ä", "😀", "", "a b");
        assertThat(TypeText.fingerprint(names.stream()
                        .map(name -> new TypeText.Column(name, "1700(3,-2)"))
                        .toList()))
                .isEqualTo(SchemaFingerprint.of(names.stream()
                        .map(name -> new SchemaFingerprint.Column(name, "1700(3,-2)"))
                        .toList()));
    }

    @Test
    void modifiersCountForNumericsOnly() {
        assertThat(TypeText.of(23, 10, 0)).isEqualTo("23");
        assertThat(TypeText.of(1043, 50, 0)).isEqualTo("1043");
        assertThat(TypeText.of(1114, 26, 3)).isEqualTo("1114");
        assertThat(TypeText.of(1700, 10, 2)).isEqualTo("1700(10,2)");
        assertThat(TypeText.of(1700, 131089, 0)).isEqualTo("1700");
        assertThat(TypeText.of(1700, 3, 2046)).isEqualTo("1700(3,-2)");
        assertThat(TypeText.of(1231, 10, 2)).isEqualTo("1231(10,2)");
        assertThat(TypeText.of(-1, 0, 0)).isEqualTo("4294967295");
    }
}
