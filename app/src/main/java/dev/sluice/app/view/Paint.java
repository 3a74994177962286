/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.app.view;

/**
 * Colours for a terminal, or none. Only the sixteen colours that every terminal's own theme defines are used, and never
 * black or white, so that text stays readable on a light and on a dark ground.
 */
public enum Paint {
    /** No escape codes at all. */
    PLAIN,
    /** ANSI escape codes. */
    ANSI;

    /** As it should be. */
    public String good(String text) {
        return with("32", text);
    }

    /** Worth a look. */
    public String warn(String text) {
        return with("33", text);
    }

    /** Has to be mended. */
    public String bad(String text) {
        return with("31", text);
    }

    /** Names and addresses. */
    public String accent(String text) {
        return with("36", text);
    }

    /** What the eye should find first. */
    public String bold(String text) {
        return with("1", text);
    }

    /** What the eye may skip. */
    public String dim(String text) {
        return with("2", text);
    }

    /** The colour of a state's name, as services, tables and pipelines use them. */
    public String state(String state) {
        return state(state, state);
    }

    /** {@code text} in the colour of a state's name. */
    public String state(String state, String text) {
        return switch (state) {
            case "live", "running", "stable", "ok", "equal" -> good(text);
            case "failed", "unreachable", "absent", "different", "lost" -> bad(text);
            default -> warn(text);
        };
    }

    private String with(String code, String text) {
        return this == ANSI && !text.isEmpty() ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
