// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.conformance;

import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

/**
 * A topic that exists beforehand (conformance format, section 4.1).
 *
 * @param keySchema in the registry under {@code <topic>-key}, null if there is none
 * @param valueSchema in the registry under {@code <topic>-value}, null if there is none
 */
public record CaseTopic(
        String name,
        int partitions,
        int replicas,
        @Nullable JsonNode keySchema,
        @Nullable JsonNode valueSchema) {}
