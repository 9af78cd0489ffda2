// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Answer.Header;
import dev.bottledwater.server.web.Exchange;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which other sites' pages may call this server, and how their browsers are told (cross-origin
 * resource sharing, as the Fetch standard defines it).
 */
public final class Cors {
    private static final String ALL = "*";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    /** Bodies of these types are sent to any site without asking it first. */
    private static final Set<String> UNASKED =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    private final Set<String> origins;

    /**
     * @param origins in lower case, such as {@code https://example.com}; {@code *} stands for all
     */
    public Cors(Set<String> origins) {
        this.origins = Set.copyOf(origins);
    }

    /** Whether it is a browser's question before a page's request, from a site that may call. */
    boolean isPreflight(Exchange exchange) {
        return exchange.method().equals("OPTIONS")
                && exchange.header("Access-Control-Request-Method").isPresent()
                && (origins.contains(ALL) || isListed(exchange));
    }

    private boolean isListed(Exchange exchange) {
        return exchange.header("Origin")
                .filter(origin -> origins.contains(origin.toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    /** The answer to that question; {@link #headers} come on top. */
    Answer preflight() {
        return Answer.empty(204)
                .with("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
                // A star would leave Authorization out.
                .with("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept")
                .with("Access-Control-Max-Age", "3600");
    }

    /** The headers of any answer to this request. */
    List<Header> headers(Exchange exchange) {
        if (origins.isEmpty()) {
            return List.of();
        }
        Optional<String> origin = exchange.header("Origin");
        if (origin.isEmpty()) {
            return List.of();
        }
        if (isListed(exchange)) {
            return List.of(
                    new Header(ALLOW_ORIGIN, origin.get()),
                    new Header("Access-Control-Allow-Credentials", "true"),
                    new Header("Vary", "Origin"));
        }
        return origins.contains(ALL)
                ? List.of(new Header(ALLOW_ORIGIN, ALL), new Header("Vary", "Origin"))
                : List.of(new Header("Vary", "Origin"));
    }

    /**
     * Whether a request of another site's page may be served. Where all sites may call, none of
     * them may make use of the password that the browser has stored for this one: so it must be a
     * request that browsers ask about first, which they are told not to send with it.
     */
    boolean admits(Exchange exchange) {
        if (isListed(exchange)) {
            return true;
        }
        if (!origins.contains(ALL)) {
            return false;
        }
        return Origins.asksForChannel(exchange)
                ? exchange.header("Authorization").isEmpty()
                : exchange.header("Content-Type").filter(type -> !isUnasked(type)).isPresent();
    }

    private static boolean isUnasked(String contentType) {
        return UNASKED.contains(contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
    }
}
