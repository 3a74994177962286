/* SPDX-License-Identifier: Apache-2.0 */
package dev.sluice.stack.clickhouse.http;

import dev.sluice.core.config.Secret;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The one account that may use the server; the engine itself knows no users. */
public record Account(String user, Secret password) {
    private static final String DEFAULT_USER = "default";

    /** Whether a request names this account, in one of ClickHouse's three ways. */
    boolean admits(HttpRequest request) {
        Claim claim = claim(request);
        // No short cut, and no comparison that takes longer the more characters are right.
        boolean userMatches = same(user, claim.user());
        return same(password.reveal(), claim.password()) && userMatches;
    }

    /** The user that a request says it is. */
    static String claimedUser(HttpRequest request) {
        return claim(request).user();
    }

    private static Claim claim(HttpRequest request) {
        HttpHeaders headers = request.headers();
        String headerUser = headers.get("X-ClickHouse-User");
        String headerKey = headers.get("X-ClickHouse-Key");
        if (headerUser != null || headerKey != null) {
            return new Claim(orElse(headerUser, DEFAULT_USER), orElse(headerKey, ""));
        }
        String authorization = headers.get(HttpHeaderNames.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return basic(authorization.substring(6).strip());
        }
        Map<String, List<String>> url = new QueryStringDecoder(request.uri(), StandardCharsets.UTF_8).parameters();
        return new Claim(
                url.getOrDefault("user", List.of(DEFAULT_USER)).getLast(),
                url.getOrDefault("password", List.of("")).getLast());
    }

    private static Claim basic(String encoded) {
        try {
            String text = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 0 ? new Claim(text, "") : new Claim(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return new Claim("", "");
        }
    }

    private static boolean same(String expected, String actual) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private record Claim(String user, String password) {}
}
