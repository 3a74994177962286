/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a statement has to be run, as seen from its outside: it is not parsed further, and need not be valid. */
public sealed interface Statement {
    /** Nothing but blanks and comments. */
    record Empty() implements Statement {}

    /** More than one statement, which ClickHouse's HTTP interface refuses. */
    record Several() implements Statement {}

    /**
     * An INSERT whose rows come after it.
     *
     * @param head the statement without FORMAT and data
     * @param dataStart offset of the first byte of the data, which may be the end of the text
     * @param begun whether FORMAT or VALUES was there, so that more text can only be more data
     */
    record InsertData(String head, String format, int dataStart, boolean begun) implements Statement {}

    /**
     * {@code INSERT … SELECT … FROM input('structure') … FORMAT format}, whose rows come after it.
     *
     * @param beforeInput the statement up to the function's name
     * @param arguments what stands between the function's parentheses
     * @param afterInput what follows the closing parenthesis, without FORMAT and data
     */
    record InsertFromInput(String beforeInput, String arguments, String afterInput, String format, int dataStart)
            implements Statement {}

    /**
     * A SELECT, with a result of any size.
     *
     * @param beforeFormat all of the statement up to its FORMAT clause
     * @param format the format of that clause
     * @param rest the FORMAT clause and what follows it, or nothing
     */
    record Select(String beforeFormat, Optional<String> format, String rest) implements Statement {}

    /** A SELECT … INTO OUTFILE, which ClickHouse's HTTP interface refuses. */
    record IntoOutfile() implements Statement {}

    /**
     * Everything else, with a small result or none.
     *
     * @param killsQuery whether it is a KILL QUERY
     */
    record Other(String text, Optional<String> format, boolean killsQuery) implements Statement {}

    /** Looks at the first {@code length} bytes, which must hold the whole statement, but not an INSERT's data. */
    static Statement of(byte[] text, int length) {
        Lexer lexer = new Lexer(text, length);
        List<Token> tokens = new ArrayList<>();
        Token token = lexer.next();
        if (token != null && token.is("INSERT")) {
            return InsertShape.of(text, length, token, lexer);
        }
        for (; token != null; token = lexer.next()) {
            tokens.add(token);
        }
        while (!tokens.isEmpty() && tokens.getLast().isSymbol(";")) {
            tokens.removeLast();
        }
        if (tokens.isEmpty()) {
            return new Empty();
        }
        if (tokens.stream().anyMatch(t -> t.isSymbol(";"))) {
            return new Several();
        }
        String whole = new String(text, 0, tokens.getLast().end(), StandardCharsets.UTF_8);
        int formatAt = formatClause(tokens);
        Optional<String> format = formatAt < 0 ? Optional.empty() : Optional.of(unquoted(tokens.get(formatAt + 1)));
        Token first = tokens.getFirst();
        boolean select = first.is("SELECT")
                || first.is("FROM")
                || first.isSymbol("(")
                || (first.is("WITH") && tokens.stream().noneMatch(t -> t.is("INSERT")));
        if (!select) {
            return new Other(whole, format, first.is("KILL"));
        }
        if (hasOutfile(tokens)) {
            return new IntoOutfile();
        }
        int cut = formatAt < 0 ? tokens.getLast().end() : tokens.get(formatAt).start();
        String before = new String(text, 0, cut, StandardCharsets.UTF_8);
        String rest = new String(text, cut, tokens.getLast().end() - cut, StandardCharsets.UTF_8);
        return new Select(before, format, rest);
    }

    private static int formatClause(List<Token> tokens) {
        for (int i = tokens.size() - 2; i > 0; i--) {
            if (tokens.get(i).is("FORMAT")
                    && tokens.get(i + 1).kind() != Token.Kind.SYMBOL
                    && (i + 2 == tokens.size() || tokens.get(i + 2).is("SETTINGS"))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean hasOutfile(List<Token> tokens) {
        for (int i = 1; i < tokens.size() - 1; i++) {
            if (tokens.get(i).is("INTO") && tokens.get(i + 1).is("OUTFILE")) {
                return true;
            }
        }
        return false;
    }

    /** The name in a token, without its quotes; format names need no escapes. */
    static String unquoted(Token token) {
        String text = token.text();
        return token.kind() == Token.Kind.QUOTED && text.length() >= 2 ? text.substring(1, text.length() - 1) : text;
    }
}
