/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.core.config;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * What the configuration's records refuse. Every message is a predicate ({@code has to …}) that never repeats the value,
 * because the value may come from a secret; who reports it puts the value as the file has it in front.
 */
final class Rules {
    private static final Pattern HOST_AND_PORT = Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");

    private Rules() {}

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** An absolute HTTP address that every HTTP client takes, without credentials in it. */
    static void requireHttp(URI url) {
        String scheme = url.getScheme();
        require("http".equals(scheme) || "https".equals(scheme), "has to begin with http:// or https://");
        require(url.getRawUserInfo() == null, "has to be without user and password; they have keys of their own");
        require(url.getHost() != null, "has to name a host, of letters, digits, dots and hyphens");
        require(url.getRawQuery() == null && url.getRawFragment() == null, "has to end before any ? or #");
    }

    /** {@code host:port}. */
    static void requireHostAndPort(String text) {
        var matcher = HOST_AND_PORT.matcher(text);
        boolean valid = matcher.matches() && inPortRange(Integer.parseInt(matcher.group(2)));
        require(valid, "has to be host:port, or several of them with commas between");
    }

    private static boolean inPortRange(int port) {
        return port >= 1 && port <= 65_535;
    }
}
