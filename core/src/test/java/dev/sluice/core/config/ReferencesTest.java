/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferencesTest {
    private static final Map<String, String> ENV = Map.of("USER", "ann", "EMPTY", "", "NESTED", "${env:USER}");
    private static final Map<String, String> FILES = Map.of("/run/secret", "s3cret\n");
    private final References references =
            new References(name -> Optional.ofNullable(ENV.get(name)), path -> Optional.ofNullable(FILES.get(path)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    plain                     | plain                | false
                    ${env:USER}               | ann                  | true
                    a-${env:USER}-${env:USER} | a-ann-ann            | true
                    ${env:NOPE:-fallback}     | fallback             | true
                    ${env:NOPE:-}             | ''                   | true
                    ${env:EMPTY:-fallback}    | fallback             | true
                    ${env:EMPTY}              | ''                   | true
                    ${env:USER:-fallback}     | ann                  | true
                    ${env:NOPE:-a:-b}         | a:-b                 | true
                    ${env:NESTED}             | ${env:USER}          | true
                    ${file:/run/secret}       | s3cret               | true
                    $${env:USER}              | ${env:USER}          | false
                    $5 and $$ and }           | $5 and $$ and }      | false
                    """)
    void resolves(String text, String value, boolean resolved) {
        assertThat(references.resolve(text)).isEqualTo(new References.Resolved(value, resolved));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ${env:NOPE}        | names the environment variable NOPE, which is not set
                    ${file:/nowhere}   | names the file /nowhere, which can't be read
                    ${env:}            | has to name an environment variable after env:
                    ${env:USER         | has a ${ without its }; write $${ for the two characters themselves
                    ${USER}            | has to use ${env:NAME}, ${env:NAME:-default} or ${file:/path}; write $${ for the two characters themselves
                    """)
    void refuses(String text, String message) {
        assertThatThrownBy(() -> references.resolve(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Property
    void escapedTextComesBackAsItWas(@ForAll @Chars({'$', '{', '}', 'a'}) String text) {
        assertThat(references.resolve(text.replace("${", "$${")).value()).isEqualTo(text);
    }
}
