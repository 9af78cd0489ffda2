// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The body of {@code POST /ksql} and {@code POST /query}.
 *
 * @param ksql one or more statements for {@code /ksql}, exactly one query for {@code /query}; empty
 *     when the client sent none
 * @param streamsProperties overrides such as {@code auto.offset.reset}; values are strings, numbers
 *     or booleans
 * @param sessionVariables values of {@code ${name}}
 * @param commandSequenceNumber wait until the command of this number has run here; null waits for
 *     none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KsqlRequest(
        String ksql,
        Map<String, Object> streamsProperties,
        Map<String, String> sessionVariables,
        @Nullable Long commandSequenceNumber) {
    public KsqlRequest {
        ksql = ksql == null ? "" : ksql;
        streamsProperties = Collections.unmodifiableMap(new LinkedHashMap<>(streamsProperties));
        sessionVariables = Collections.unmodifiableMap(new LinkedHashMap<>(sessionVariables));
    }

    /** Returns a request without overrides and variables. */
    public static KsqlRequest of(String ksql) {
        return new KsqlRequest(ksql, Map.of(), Map.of(), null);
    }

    /** Returns a request with overrides and variables. */
    public static KsqlRequest of(
            String ksql, Map<String, ?> streamsProperties, Map<String, String> sessionVariables) {
        return new KsqlRequest(
                ksql, new LinkedHashMap<>(streamsProperties), sessionVariables, null);
    }
}
