// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The answer of {@code GET /healthcheck}.
 *
 * @param details {@code metastore}, {@code kafka} and {@code commandRunner}
 * @param serverState {@code READY}, {@code NOT_READY} or {@code TERMINATED}
 */
public record HealthCheck(
        @JsonProperty("isHealthy") boolean healthy,
        SequencedMap<String, Detail> details,
        String serverState) {
    public HealthCheck {
        details = new LinkedHashMap<>(details);
    }

    /** The health of one part. */
    public record Detail(@JsonProperty("isHealthy") boolean healthy) {}
}
