/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.sql;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts ClickHouse SQL into tokens, skipping blanks and comments. Works on bytes, since what follows an INSERT's FORMAT
 * need not be text. Never fails: what is not closed ends with the input.
 *
 * <p>Rules: {@code src/Parsers/Lexer.cpp} of ClickHouse.
 */
final class Lexer {
    private final byte[] sql;
    private final int end;
    private int at;
    private int depth;

    Lexer(byte[] sql, int end) {
        this.sql = sql;
        this.end = end;
    }

    /** The next token, or null at the end. */
    @Nullable
    Token next() {
        skipBlanksAndComments();
        if (at >= end) {
            return null;
        }
        int start = at;
        int c = sql[at] & 0xff;
        if (c == '\'' || c == '"' || c == '`') {
            skipQuoted(c);
            return token(Token.Kind.QUOTED, depth, start);
        }
        if (c == '$' && skipHeredoc()) {
            return token(Token.Kind.QUOTED, depth, start);
        }
        if (isWord(c)) {
            while (at < end && isWord(sql[at] & 0xff)) {
                at++;
            }
            return token(Token.Kind.WORD, depth, start);
        }
        at++;
        if (c == '(' || c == '[' || c == '{') {
            return token(Token.Kind.SYMBOL, depth++, start);
        }
        if (c == ')' || c == ']' || c == '}') {
            depth = Math.max(0, depth - 1);
        }
        return token(Token.Kind.SYMBOL, depth, start);
    }

    private Token token(Token.Kind kind, int atDepth, int start) {
        return new Token(kind, new String(sql, start, at - start, StandardCharsets.UTF_8), atDepth, start, at);
    }

    private void skipBlanksAndComments() {
        while (at < end) {
            int c = sql[at] & 0xff;
            if (c <= ' ') {
                at++;
            } else if (startsWith("--") || startsWith("#!") || startsWith("# ")) {
                skipPast("\n");
            } else if (startsWith("/*")) {
                at += 2;
                skipPast("*/");
            } else {
                return;
            }
        }
    }

    private void skipQuoted(int quote) {
        at++;
        while (at < end) {
            int c = sql[at] & 0xff;
            if (c == '\\') {
                at += 2;
            } else if (c != quote) {
                at++;
            } else if (at + 1 < end && (sql[at + 1] & 0xff) == quote) {
                at += 2;
            } else {
                at++;
                return;
            }
        }
        at = end;
    }

    private boolean skipHeredoc() {
        int tagEnd = at + 1;
        while (tagEnd < end && isWord(sql[tagEnd] & 0xff) && sql[tagEnd] != '$') {
            tagEnd++;
        }
        if (tagEnd >= end || sql[tagEnd] != '$') {
            return false;
        }
        String tag = new String(sql, at, tagEnd + 1 - at, StandardCharsets.UTF_8);
        at = tagEnd + 1;
        skipPast(tag);
        return true;
    }

    private void skipPast(String text) {
        while (at < end && !startsWith(text)) {
            at++;
        }
        at = Math.min(end, at + text.length());
    }

    private boolean startsWith(String text) {
        if (at + text.length() > end) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (sql[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isWord(int c) {
        return c == '_' || c == '$' || c >= 0x80 || Character.isLetterOrDigit(c);
    }
}
