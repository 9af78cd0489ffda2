// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

import java.util.List;

/**
 * The answer of {@code GET /v1/metadata}; {@code GET /v1/metadata/id} answers the {@link ClusterId}
 * alone.
 */
public record ServerMetadata(String version, ClusterId clusterId) {

    /** What names the cluster; {@code id} is always empty. */
    public record ClusterId(Scope scope, String id) {
        public static ClusterId of(String kafkaClusterId, String serviceId) {
            return new ClusterId(new Scope(List.of(), new Clusters(kafkaClusterId, serviceId)), "");
        }
    }

    /** Where the cluster is; {@code path} is always empty. */
    public record Scope(List<String> path, Clusters clusters) {}

    /** The id of the Kafka cluster and the service id on it. */
    public record Clusters(
            @JsonProperty("kafka-cluster") String kafkaCluster,
            @JsonProperty("ksql-cluster") String ksqlCluster) {}
}
