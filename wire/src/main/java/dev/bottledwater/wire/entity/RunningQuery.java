// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/**
 * A query as listings show it.
 *
 * @param statusCount how many instances have the query in each state
 * @param queryType PERSISTENT or PUSH
 * @param restoration null while no instance restores its state
 */
public record RunningQuery(
        String queryString,
        List<String> sinks,
        List<String> sinkKafkaTopics,
        String id,
        SequencedMap<String, Integer> statusCount,
        String queryType,
        String state,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Restoration restoration) {}
