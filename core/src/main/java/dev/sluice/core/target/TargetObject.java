/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.target;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A ClickHouse object that Sluice wants to exist.
 *
 * @param owner the pipeline that it belongs to, or {@link #SHARED}
 * @param purpose one phrase for the plan: what it is for
 * @param definition the CREATE statement without its COMMENT clause
 */
public record TargetObject(ObjectKind kind, ObjectName name, String owner, String purpose, String definition) {
    /** The owner of what all pipelines on one ClickHouse share. */
    public static final String SHARED = "*";

    /** What the comment of everything that Sluice makes in ClickHouse contains. */
    public static final String MARK = "[sluice ";

    private static final int FINGERPRINT_BYTES = 8;

    /** The CREATE statement, which leaves the fingerprint in the object's comment. */
    public String create() {
        return definition + "\nCOMMENT " + ChIdentifiers.literal(comment());
    }

    /** The comment that an object made from this very definition carries. */
    public String comment() {
        return purpose + " " + mark(owner) + fingerprint() + "]";
    }

    /** Whether an object with this comment was made by Sluice for {@code owner}. */
    public static boolean isOwned(String comment, String owner) {
        return comment.contains(mark(owner));
    }

    private static String mark(String owner) {
        return MARK + owner + " ";
    }

    private String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(definition.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
