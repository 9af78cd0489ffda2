// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.util.Map;

/**
 * A request at the endpoint of its route.
 *
 * @param caller who asks; {@link Caller.Nobody} only on routes that are open to all
 * @param parameters the decoded segments that the route's pattern names
 */
public record RoutedRequest(Exchange exchange, Caller caller, Map<String, String> parameters) {
    public RoutedRequest {
        parameters = Map.copyOf(parameters);
    }

    /** The segment that stands for {@code {name}} in the route's pattern. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter " + name);
        }
        return value;
    }
}
