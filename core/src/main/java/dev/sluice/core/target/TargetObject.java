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
 * @param tuning what follows the definition and only makes it faster or slower
 */
public record TargetObject(
        ObjectKind kind, ObjectName name, String owner, String purpose, String definition, Tuning tuning) {
    /** The owner of what all pipelines on one ClickHouse share. */
    public static final String SHARED = "*";

    /** What the comment of everything that Sluice makes in ClickHouse contains. */
    public static final String MARK = "[sluice ";

    private static final int FINGERPRINT_BYTES = 8;

    /** One that nothing tunes. */
    public TargetObject(ObjectKind kind, ObjectName name, String owner, String purpose, String definition) {
        this(kind, name, owner, purpose, definition, Tuning.NONE);
    }

    /**
     * One of several ways to tune an object.
     *
     * @param step its place among them; neighbours are near enough to each other
     * @param clause what follows the definition
     */
    public record Tuning(int step, String clause) {
        static final Tuning NONE = new Tuning(0, "");
        private static final String MARK = " step ";
    }

    /** The CREATE statement, which leaves the fingerprint in the object's comment. */
    public String create() {
        return definition + tuning.clause + "\nCOMMENT " + ChIdentifiers.literal(comment());
    }

    /** The comment that an object made from this very definition carries. */
    public String comment() {
        return untuned() + (tuning.equals(Tuning.NONE) ? "" : Tuning.MARK + tuning.step);
    }

    /** Whether an object with this comment was made from this definition, however tuned. */
    public boolean isMadeAlike(String comment) {
        return comment.startsWith(untuned());
    }

    /** Whether an object with this comment was made from this definition, and tuned by this step or one beside it. */
    public boolean isTunedAlike(String comment) {
        return comment.equals(comment())
                || comment.equals(untuned() + Tuning.MARK + (tuning.step - 1))
                || comment.equals(untuned() + Tuning.MARK + (tuning.step + 1));
    }

    private String untuned() {
        return purpose + " " + mark(owner) + fingerprint(definition) + "]";
    }

    /** Whether an object with this comment was made by Sluice for {@code owner}. */
    public static boolean isOwned(String comment, String owner) {
        return comment.contains(mark(owner));
    }

    private static String mark(String owner) {
        return MARK + owner + " ";
    }

    private static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
