// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of {@code POST /query-stream}.
 *
 * @param sql exactly one query
 * @param properties overrides such as {@code auto.offset.reset}; values are strings, numbers or
 *     booleans
 * @param sessionVariables values of {@code ${name}}
 * @param commandSequenceNumber wait until the command of this number has run here; null waits for
 *     none. A ksqlDB server doesn't know it at this path
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QueryStreamRequest(
        @JsonProperty(required = true) String sql,
        Map<String, Object> properties,
        Map<String, String> sessionVariables,
        @Nullable Long commandSequenceNumber) {
    public QueryStreamRequest {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        sessionVariables = Collections.unmodifiableMap(new LinkedHashMap<>(sessionVariables));
    }

    /** Returns a request without overrides and variables. */
    public static QueryStreamRequest of(String sql) {
        return new QueryStreamRequest(sql, Map.of(), Map.of(), null);
    }

    /** Returns a request with overrides and variables. */
    public static QueryStreamRequest of(
            String sql, Map<String, ?> properties, Map<String, String> sessionVariables) {
        return new QueryStreamRequest(sql, new LinkedHashMap<>(properties), sessionVariables, null);
    }
}
