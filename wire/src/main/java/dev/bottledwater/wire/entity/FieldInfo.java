// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

/**
 * A column as DESCRIBE shows it.
 *
 * @param type KEY or HEADER; absent for a value column
 * @param headerKey the header that a HEADER column reads; absent for all others
 */
public record FieldInfo(
        String name,
        SchemaInfo schema,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String type,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String headerKey) {}
