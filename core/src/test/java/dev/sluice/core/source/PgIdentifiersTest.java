/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PgIdentifiersTest {
    @Test
    void quotes() {
        assertThat(PgIdentifiers.quote("a\"b")).isEqualTo("\"a\"\"b\"");
        assertThat(PgIdentifiers.quote(new TableId("s.x", "T"))).isEqualTo("\"s.x\".\"T\"");
        assertThat(PgIdentifiers.literal("it's \\ \"so\"")).isEqualTo("'it''s \\ \"so\"'");
    }

    @Property
    void nothingEndsAnIdentifierEarly(@ForAll String name) {
        assertThat(unquote(PgIdentifiers.quote(name), '"')).isEqualTo(name);
    }

    @Property
    void nothingEndsALiteralEarly(@ForAll String text) {
        assertThat(unquote(PgIdentifiers.literal(text), '\'')).isEqualTo(text);
    }

    /** Reads as Postgres does: a doubled quote is one, a single one ends. */
    private static String unquote(String quoted, char quote) {
        StringBuilder text = new StringBuilder();
        assertThat(quoted.charAt(0)).isEqualTo(quote);
        int at = 1;
        while (quoted.charAt(at) != quote || at + 1 < quoted.length() && quoted.charAt(at + 1) == quote) {
            text.append(quoted.charAt(at));
            at += quoted.charAt(at) == quote ? 2 : 1;
        }
        assertThat(at).as("the quote that ends it").isEqualTo(quoted.length() - 1);
        return text.toString();
    }
}
