/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.engine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error that the engine reported for a statement. The message is ClickHouse's own, {@code Code: 60. DB::Exception: …
 * (UNKNOWN_TABLE) (version 26.7.2.1)}; codes are those of ClickHouse's {@code ErrorCodes.cpp}.
 */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Pattern CODE = Pattern.compile("Code: (\\d+)\\.");
    private static final int UNKNOWN_EXCEPTION = 1002;

    private final int code;

    /** An error of our own HTTP layer, worded as ClickHouse words it. */
    public EngineException(int code, String name, String what, String version) {
        this(code, "Code: " + code + ". DB::Exception: " + what + " (" + name + ") (version " + version + ")");
    }

    private EngineException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Reads the code out of the engine's text, which has the version only in some cases. */
    static EngineException reported(String text, String version) {
        Matcher matcher = CODE.matcher(text);
        int code = matcher.find() ? Integer.parseInt(matcher.group(1)) : UNKNOWN_EXCEPTION;
        String message = text.strip();
        if (!message.endsWith("(version " + version + ")")) {
            message += " (version " + version + ")";
        }
        return new EngineException(code, message);
    }

    /** ClickHouse's error code, for example 60 for an unknown table. */
    public int code() {
        return code;
    }

    /** The text that ClickHouse would send; never null. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
