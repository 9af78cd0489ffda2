// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Optional;

/** What stands behind the question mark of a URL: {@code name=value&…}, as forms encode it. */
public final class QueryString {
    private QueryString() {}

    /**
     * Finds a parameter's first value and decodes it.
     *
     * @param query as it was sent
     * @return empty when there is none of this name, or it is encoded wrongly
     */
    public static Optional<String> parameter(String query, String name) {
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).equals(name)) {
                try {
                    return Optional.of(URLDecoder.decode(pair.substring(equals + 1), UTF_8));
                } catch (IllegalArgumentException e) {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }
}
