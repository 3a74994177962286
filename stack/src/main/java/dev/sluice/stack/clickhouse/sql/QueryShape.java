/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.sql;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a statement that is no INSERT has to be run, and where its FORMAT clause is. Looks at one token after
 * the other without keeping them: a list of values can make a statement long.
 */
final class QueryShape {
    private final byte[] text;
    private final Token first;
    private @Nullable Token previous;
    private @Nullable Token formatClause;
    private @Nullable Token formatName;
    private boolean formatConfirmed;
    private boolean ended;
    private boolean several;
    private boolean outfile;
    private boolean insert;
    private int end;

    private QueryShape(byte[] text, Token first) {
        this.text = text;
        this.first = first;
    }

    static Statement of(byte[] text, Token first, Lexer lexer) {
        QueryShape shape = new QueryShape(text, first);
        for (Token token = first; token != null; token = lexer.next()) {
            shape.take(token);
        }
        return shape.statement();
    }

    private void take(Token token) {
        if (token.isSymbol(";")) {
            ended = true;
            return;
        }
        several |= ended && end > 0;
        Token before = previous;
        if (before != null && before.is("FORMAT") && before != first && token.kind() != Token.Kind.SYMBOL) {
            formatClause = before;
            formatName = token;
            formatConfirmed = false;
        } else if (formatClause != null && !formatConfirmed) {
            // What looked like a clause was a column or a table, unless nothing or SETTINGS follows.
            formatConfirmed = token.is("SETTINGS");
            if (!formatConfirmed) {
                formatClause = null;
                formatName = null;
            }
        }
        outfile |= before != null && before.is("INTO") && token.is("OUTFILE");
        insert |= token.is("INSERT");
        previous = token;
        end = token.end();
    }

    private Statement statement() {
        if (end == 0) {
            return new Statement.Empty();
        }
        if (several) {
            return new Statement.Several();
        }
        Optional<String> format = Optional.ofNullable(formatName).map(Statement::unquoted);
        if (!isSelect()) {
            return new Statement.Other(string(0, end), format, first.is("KILL"));
        }
        if (outfile) {
            return new Statement.IntoOutfile();
        }
        int cut = formatClause == null ? end : formatClause.start();
        return new Statement.Select(string(0, cut), format, string(cut, end));
    }

    private boolean isSelect() {
        return first.is("SELECT") || first.is("FROM") || first.isSymbol("(") || (first.is("WITH") && !insert);
    }

    private String string(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }
}
