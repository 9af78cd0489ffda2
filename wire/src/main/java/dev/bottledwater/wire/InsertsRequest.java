// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * The first line of {@code POST /inserts-stream}; each line behind it is a row, an object of
 * columns.
 *
 * @param target the stream or table
 * @param properties none has a meaning yet
 */
public record InsertsRequest(
        @JsonProperty(required = true) String target, Map<String, Object> properties) {
    public InsertsRequest(String target, @Nullable Map<String, Object> properties) {
        this.target = target;
        this.properties = properties == null ? Map.of() : properties;
    }
}
