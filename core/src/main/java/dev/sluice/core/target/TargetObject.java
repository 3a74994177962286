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
 * @param ttl how long its rows are kept
 * @param tuning what follows the definition and only makes it faster or slower
 */
public record TargetObject(
        ObjectKind kind,
        ObjectName name,
        String owner,
        String purpose,
        String definition,
        TimeToLive ttl,
        Tuning tuning) {
    /** The owner of what all pipelines on one ClickHouse share. */
    public static final String SHARED = "*";

    /** What the comment of everything that Sluice makes in ClickHouse contains. */
    public static final String MARK = "[sluice ";

    private static final int FINGERPRINT_BYTES = 8;

    /** One that keeps its rows, and that nothing tunes. */
    public TargetObject(ObjectKind kind, ObjectName name, String owner, String purpose, String definition) {
        this(kind, name, owner, purpose, definition, TimeToLive.FOREVER, Tuning.NONE);
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
        return definition + ttl.clause() + tuning.clause + "\nCOMMENT " + ChIdentifiers.literal(comment());
    }

    /** The ALTER TABLE that gives a store of this definition its ttl, and notes it with that. */
    public String setTtl() {
        return "ALTER TABLE " + name.quoted() + " MODIFY COMMENT " + ChIdentifiers.literal(comment()) + ", "
                + ttl.action();
    }

    /** The comment that an object made from this very definition carries. */
    public String comment() {
        return untuned() + (tuning.equals(Tuning.NONE) ? "" : Tuning.MARK + tuning.step) + ttl.mark();
    }

    /** Whether an object with this comment was made from this definition, however tuned, and however long it keeps rows. */
    public boolean isMadeAlike(String comment) {
        return comment.startsWith(untuned());
    }

    /** The same, tuned by this step or one beside it. */
    public boolean isTunedAlike(String comment) {
        String unmarked = TimeToLive.unmarked(comment);
        return unmarked.equals(TimeToLive.unmarked(comment()))
                || unmarked.equals(untuned() + Tuning.MARK + (tuning.step - 1))
                || unmarked.equals(untuned() + Tuning.MARK + (tuning.step + 1));
    }

    /** Whether an object with this comment keeps its rows as long as this one. */
    public boolean isKeptAlike(String comment) {
        return TimeToLive.of(comment).days() == ttl.days();
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
