/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ChIdentifiersTest {
    @Test
    void quotes() {
        assertThat(ChIdentifiers.quote("a`b\\c")).isEqualTo("`a\\`b\\\\c`");
        assertThat(ChIdentifiers.literal("it's \\ `so`")).isEqualTo("'it\\'s \\\\ `so`'");
        assertThat(new ObjectName("a.b", "c").quoted()).isEqualTo("`a.b`.`c`");
        assertThat(new ObjectName("a", "").quoted()).isEqualTo("`a`");
    }

    @Property
    void nothingEndsAnIdentifierEarly(@ForAll String name) {
        assertThat(unquote(ChIdentifiers.quote(name), '`')).isEqualTo(name);
    }

    @Property
    void nothingEndsALiteralEarly(@ForAll String text) {
        assertThat(unquote(ChIdentifiers.literal(text), '\'')).isEqualTo(text);
    }

    /** Reads as ClickHouse does: a backslash takes the next character as it is, a quote ends. */
    private static String unquote(String quoted, char quote) {
        StringBuilder text = new StringBuilder();
        assertThat(quoted.charAt(0)).isEqualTo(quote);
        int at = 1;
        while (quoted.charAt(at) != quote) {
            at += quoted.charAt(at) == '\\' ? 1 : 0;
            text.append(quoted.charAt(at++));
        }
        assertThat(at).as("the quote that ends it").isEqualTo(quoted.length() - 1);
        return text.toString();
    }
}
