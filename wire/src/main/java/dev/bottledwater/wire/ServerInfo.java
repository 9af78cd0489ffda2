// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The answer of {@code GET /info}. */
public record ServerInfo(@JsonProperty("KsqlServerInfo") Details details) {

    /**
     * What the server says about itself.
     *
     * @param version the program's version
     * @param kafkaClusterId empty while Kafka hasn't been reached
     * @param ksqlServiceId names query applications, such as {@code default_}
     * @param serverStatus {@code RUNNING} or {@code DEGRADED}
     */
    public record Details(
            String version, String kafkaClusterId, String ksqlServiceId, String serverStatus) {}
}
