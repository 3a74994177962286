/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.e2e.architecture.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of types says what the code does; {@code -Dsluice.docs.write=true} brings it up to date. */
class TypeMappingPageTest {
    private static final String BEGIN = "<!-- types: made by TypeMappingPage -->\n";
    private static final String END = "<!-- /types -->\n";

    @Test
    void isUpToDate() throws IOException {
        Path page = Checkout.root().resolve("docs/type-mapping.md");
        String text = Checkout.text(page);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(end).as("the marks in %s", page).isGreaterThanOrEqualTo(begin);
        if (Boolean.getBoolean("sluice.docs.write")) {
            Files.writeString(page, text.substring(0, begin) + TypeMappingPage.table() + text.substring(end));
            return;
        }
        assertThat(text.substring(begin, end)).isEqualTo(TypeMappingPage.table());
    }
}
