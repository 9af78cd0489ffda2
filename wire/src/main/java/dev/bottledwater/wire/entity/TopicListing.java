// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A line of SHOW TOPICS.
 *
 * @param replicaInfo the number of replicas of each partition
 * @param consumerCount absent unless EXTENDED
 * @param consumerGroupCount absent unless EXTENDED
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TopicListing(
        String name,
        List<Integer> replicaInfo,
        @Nullable Integer consumerCount,
        @Nullable Integer consumerGroupCount) {}
