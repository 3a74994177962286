/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where an INSERT's data begins. It must stop reading there: the data is in any format, and is no SQL.
 *
 * <p>Rules: {@code src/Parsers/ParserInsertQuery.cpp} of ClickHouse.
 */
final class InsertShape {
    private final byte[] text;
    private final int length;
    private final Lexer lexer;
    private final List<Token> tokens = new ArrayList<>();

    private InsertShape(byte[] text, int length, Lexer lexer) {
        this.text = text;
        this.length = length;
        this.lexer = lexer;
    }

    static Statement of(byte[] text, int length, Token insert, Lexer lexer) {
        InsertShape shape = new InsertShape(text, length, lexer);
        shape.tokens.add(insert);
        return shape.read();
    }

    private Statement read() {
        boolean select = false;
        Token token = skipTarget();
        for (; token != null; token = take()) {
            if (!select && token.is("VALUES")) {
                return new Statement.InsertData(string(0, token.start()), "Values", token.end(), true);
            }
            if (token.is("FORMAT") && (!select || inputCall() >= 0)) {
                Token name = take();
                if (name == null || name.kind() == Token.Kind.SYMBOL) {
                    break;
                }
                return data(token, Statement.unquoted(name), dataAfter(name.end()), select);
            }
            if (token.isSymbol(";") && !select) {
                break;
            }
            if (token.is("SELECT") || token.is("WITH") || token.is("FROM") || token.isSymbol("(") && startsSelect()) {
                select = true;
            }
        }
        if (!select) {
            // No FORMAT, no VALUES, no SELECT: the engine takes what follows as Values.
            int end = tokens.isEmpty() ? 0 : lastEnd();
            return new Statement.InsertData(string(0, end), "Values", length, false);
        }
        return new Statement.Other(string(0, lastEnd()), Optional.empty(), false);
    }

    /** Reads over {@code [INTO] [TABLE] [FUNCTION] name}, since a table may be called {@code format}. */
    private @Nullable Token skipTarget() {
        Token token = take();
        while (token != null && (token.is("INTO") || token.is("TABLE") || token.is("FUNCTION"))) {
            token = take();
        }
        Token after = token == null ? null : take();
        while (after != null && after.isSymbol(".")) {
            take();
            after = take();
        }
        return after;
    }

    private boolean startsSelect() {
        Token inside = take();
        return inside != null
                && inside.kind() == Token.Kind.WORD
                && (inside.text().equalsIgnoreCase("SELECT") || inside.text().equalsIgnoreCase("WITH"));
    }

    private Statement data(Token formatClause, String format, int dataStart, boolean select) {
        if (!select) {
            return new Statement.InsertData(string(0, formatClause.start()), format, dataStart, true);
        }
        int call = inputCall();
        Token open = tokens.get(call + 1);
        Token close = closing(call + 1);
        return new Statement.InsertFromInput(
                string(0, tokens.get(call).start()),
                string(open.end(), close.start()),
                string(close.end(), formatClause.start()),
                format,
                dataStart);
    }

    /** Where {@code input(} stands among the tokens, or -1. */
    private int inputCall() {
        for (int i = 0; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).kind() == Token.Kind.WORD
                    && tokens.get(i).text().equalsIgnoreCase("input")
                    && tokens.get(i + 1).kind() == Token.Kind.SYMBOL
                    && tokens.get(i + 1).text().equals("(")) {
                return i;
            }
        }
        return -1;
    }

    /** The parenthesis that closes an earlier one; there is one, as we are outside of all parentheses. */
    private Token closing(int open) {
        int depth = tokens.get(open).depth();
        for (int i = open + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.SYMBOL && token.text().equals(")") && token.depth() == depth) {
                return token;
            }
        }
        throw new IllegalStateException("unbalanced parentheses");
    }

    /** Data begins after the blanks that follow the format's name, and after at most one line break. */
    private int dataAfter(int end) {
        int at = end;
        while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\f')) {
            at++;
        }
        if (at + 1 < length && text[at] == '\r' && text[at + 1] == '\n') {
            return at + 2;
        }
        return at < length && text[at] == '\n' ? at + 1 : at;
    }

    private @Nullable Token take() {
        Token token = lexer.next();
        if (token != null) {
            tokens.add(token);
        }
        return token;
    }

    private int lastEnd() {
        Token last = tokens.getLast();
        return last.isSymbol(";") ? last.start() : last.end();
    }

    private String string(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
