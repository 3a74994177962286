/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.stack.clickhouse.engine.EngineException;
import dev.sluice.stack.clickhouse.sql.Statement;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/**
 * The statement of a request, and the data after it.
 *
 * @param data of an INSERT; empty for other statements
 */
record StatementText(Statement statement, InputStream data) {
    /** An INSERT's head is in the first bytes; anything else has to be read whole. */
    private static final int HEAD = 1 << 16;

    private static final int PIECE = 1 << 13;
    private static final int LIMIT = 4 << 20;
    private static final int QUERY_IS_TOO_LARGE = 229;

    /**
     * Reads as much of the body as it takes to see the whole statement, and not a byte more than has arrived of an
     * INSERT's data. The URL's {@code query} and the body are one text with a line break between them, as in ClickHouse.
     */
    static StatementText read(String query, InputStream body, String version) throws IOException, EngineException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        if (!query.isEmpty()) {
            text.writeBytes((query + "\n").getBytes(StandardCharsets.UTF_8));
        }
        byte[] piece = new byte[PIECE];
        int count = 0;
        while (count >= 0) {
            if (text.size() <= HEAD) {
                byte[] soFar = text.toByteArray();
                Statement statement = Statement.of(soFar, soFar.length);
                if (dataHasBegun(statement, soFar)) {
                    return new StatementText(statement, data(statement, soFar, body));
                }
            } else if (text.size() > LIMIT) {
                throw new EngineException(
                        QUERY_IS_TOO_LARGE,
                        "QUERY_IS_TOO_LARGE",
                        "A statement may have " + LIMIT + " bytes without its data",
                        version);
            }
            count = body.read(piece);
            if (count > 0) {
                text.write(piece, 0, count);
            }
        }
        byte[] whole = text.toByteArray();
        Statement statement = Statement.of(whole, whole.length);
        return new StatementText(statement, data(statement, whole, InputStream.nullInputStream()));
    }

    /** Whether the statement is known to be over, however the text goes on. */
    private static boolean dataHasBegun(Statement statement, byte[] text) {
        return switch (statement) {
            case Statement.InsertData insert -> insert.begun() && isPast(insert.dataStart(), text);
            case Statement.InsertFromInput insert -> isPast(insert.dataStart(), text);
            case Statement.Empty _,
                    Statement.Several _,
                    Statement.Select _,
                    Statement.IntoOutfile _,
                    Statement.Other _ -> false;
        };
    }

    /** False if the format's name, or the line break after it, which may be two characters, could be cut off. */
    private static boolean isPast(int dataStart, byte[] text) {
        return dataStart < text.length - 1 || (dataStart == text.length && text[dataStart - 1] == '\n');
    }

    private static InputStream data(Statement statement, byte[] text, InputStream rest) {
        int start = switch (statement) {
            case Statement.InsertData insert -> insert.dataStart();
            case Statement.InsertFromInput insert -> insert.dataStart();
            case Statement.Empty _,
                    Statement.Several _,
                    Statement.Select _,
                    Statement.IntoOutfile _,
                    Statement.Other _ -> text.length;
        };
        return new SequenceInputStream(new ByteArrayInputStream(text, start, text.length - start), rest);
    }
}
