/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.sql;

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
        Token first = lexer.next();
        if (first == null) {
            return new Empty();
        }
        return first.is("INSERT") ? InsertShape.of(text, length, first, lexer) : QueryShape.of(text, first, lexer);
    }

    /** The name in a token, without its quotes; format names need no escapes. */
    static String unquoted(Token token) {
        String text = token.text();
        return token.kind() == Token.Kind.QUOTED && text.length() >= 2 ? text.substring(1, text.length() - 1) : text;
    }
}
