// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import dev.bottledwater.server.web.Exchange;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a request comes from, as its headers tell. */
public final class Origins {
    private static final List<String> FORWARDED =
            List.of(
                    "Forwarded",
                    "X-Forwarded-For",
                    "X-Forwarded-Proto",
                    "X-Forwarded-Port",
                    "X-Forwarded-Host",
                    "X-Real-IP",
                    "Via");
    private static final Pattern DOT = Pattern.compile("(?i)%2e");
    private static final Pattern SLASH = Pattern.compile("(?i)%2f|%5c|\\\\");
    private static final Pattern PORT = Pattern.compile(":\\d*$");
    private static final Set<String> LOOPBACK_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private Origins() {}

    /** Whether it is the handshake of a WebSocket. */
    static boolean asksForChannel(Exchange exchange) {
        return exchange.header("Upgrade")
                .filter(protocol -> protocol.equalsIgnoreCase("websocket"))
                .isPresent();
    }

    /** Whether a proxy stands between. */
    static boolean forwarded(Exchange exchange) {
        return FORWARDED.stream().anyMatch(name -> exchange.header(name).isPresent());
    }

    /**
     * Whether a path may lead elsewhere at a server behind this one: that would walk its dots, or
     * drop what follows a semicolon.
     */
    static boolean misleading(String path) {
        if (path.indexOf(';') >= 0) {
            return true;
        }
        if (path.indexOf('.') < 0 && path.indexOf('%') < 0 && path.indexOf('\\') < 0) {
            return false;
        }
        String decoded = DOT.matcher(SLASH.matcher(path).replaceAll("/")).replaceAll(".");
        return List.of(decoded.split("/", -1)).stream()
                .anyMatch(segment -> segment.equals(".") || segment.equals(".."));
    }

    /** Whether a Host header names this machine as only this machine does. */
    static boolean isLoopbackName(String host) {
        String name = PORT.matcher(host.toLowerCase(Locale.ROOT)).replaceFirst("");
        return LOOPBACK_NAMES.contains(name);
    }

    /**
     * Whether a page of another site sent a request that changes something, or whose answer it can
     * read: browsers add the user's stored credentials to those too (cross-site request forgery),
     * and don't keep what a WebSocket brings from pages of other sites.
     */
    public static boolean crossSite(Exchange exchange) {
        if (READING.contains(exchange.method()) && !asksForChannel(exchange)) {
            return false;
        }
        Optional<String> origin = exchange.header("Origin");
        return origin.isPresent() && !sameAuthority(origin.get(), exchange.header("Host"));
    }

    private static boolean sameAuthority(String origin, Optional<String> host) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && host.isPresent() && authority.equalsIgnoreCase(host.get());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
