// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonProperty;

/** A line of SHOW STREAMS or SHOW TABLES; {@code type} is STREAM or TABLE. */
public record SourceListing(
        String type,
        String name,
        String topic,
        String keyFormat,
        String valueFormat,
        @JsonProperty("isWindowed") boolean windowed) {}
