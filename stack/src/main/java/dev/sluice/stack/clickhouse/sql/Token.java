/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.sql;

import java.util.Locale;

/**
 * A piece of a statement.
 *
 * @param depth how many parentheses and brackets are open around it
 * @param start offset of its first byte
 * @param end offset after its last byte
 */
record Token(Kind kind, String text, int depth, int start, int end) {
    enum Kind {
        /** A bare word: keyword, identifier or number. */
        WORD,
        /** In single quotes, double quotes or backticks, or a heredoc. */
        QUOTED,
        /** One other character. */
        SYMBOL
    }

    /** Whether it is this keyword, outside parentheses. */
    boolean is(String keyword) {
        return kind == Kind.WORD && depth == 0 && text.toUpperCase(Locale.ROOT).equals(keyword);
    }

    /** Whether it is this character, outside parentheses. */
    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && depth == 0 && text.equals(symbol);
    }
}
