/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much {@code run} compares by itself.
 *
 * @param percent of the time during which a comparison may keep the source busy; 0 for no comparisons
 */
public record VerifyConfig(double percent) {
    /** One hundredth of the time. */
    public static final VerifyConfig USUAL = new VerifyConfig(1);

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,2})?)\\s*%");
    private static final double MOST = 50;
    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);

    public VerifyConfig {
        Rules.require(percent >= 0 && percent <= MOST, "has to be from 0% to 50%");
    }

    /** Reads {@code 1%} or {@code 0.5%}. */
    public static VerifyConfig parse(String text) {
        Matcher matcher = SYNTAX.matcher(text.strip());
        Rules.require(matcher.matches(), "has to be a share of the time, for example 1% or 0%");
        return new VerifyConfig(Double.parseDouble(matcher.group(1)));
    }

    /** Whether anything is compared. */
    public boolean on() {
        return percent > 0;
    }

    /** How long the source is left alone after a comparison that took so long; at least a minute. */
    public Duration pauseAfter(Duration comparison) {
        Duration pause = Duration.ofNanos((long) (comparison.toNanos() * (100 / percent - 1)));
        return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
    }
}
