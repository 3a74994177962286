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

    private static final int LIMIT = 16 << 20;

    /**
     * Reads as much of the body as it takes to see the whole statement. The URL's {@code query} and the body are one
     * text with a line break between them, as in ClickHouse.
     */
    static StatementText read(String query, InputStream body, String version) throws IOException, EngineException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        if (!query.isEmpty()) {
            text.writeBytes((query + "\n").getBytes(StandardCharsets.UTF_8));
        }
        text.writeBytes(body.readNBytes(HEAD));
        byte[] head = text.toByteArray();
        Statement statement = Statement.of(head, head.length);
        if (statement instanceof Statement.InsertData insert && insert.dataStart() < head.length) {
            return new StatementText(statement, after(head, insert.dataStart(), body));
        }
        if (statement instanceof Statement.InsertFromInput insert && insert.dataStart() < head.length) {
            return new StatementText(statement, after(head, insert.dataStart(), body));
        }
        byte[] more = body.readNBytes(LIMIT);
        if (more.length == LIMIT) {
            throw new EngineException(
                    229, "QUERY_IS_TOO_LARGE", "A statement may have " + LIMIT + " bytes without its data", version);
        }
        if (more.length > 0) {
            text.writeBytes(more);
            byte[] whole = text.toByteArray();
            Statement complete = Statement.of(whole, whole.length);
            int dataStart = switch (complete) {
                case Statement.InsertData insert -> insert.dataStart();
                case Statement.InsertFromInput insert -> insert.dataStart();
                case Statement.Empty _,
                        Statement.Several _,
                        Statement.Select _,
                        Statement.IntoOutfile _,
                        Statement.Other _ -> whole.length;
            };
            return new StatementText(complete, after(whole, dataStart, body));
        }
        return new StatementText(statement, InputStream.nullInputStream());
    }

    private static InputStream after(byte[] text, int offset, InputStream rest) {
        return new SequenceInputStream(new ByteArrayInputStream(text, offset, text.length - offset), rest);
    }
}
