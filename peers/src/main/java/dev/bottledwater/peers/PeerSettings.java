// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a process finds its peers.
 *
 * @param kafkaClientProperties bootstrap servers and security settings; holds secrets
 * @param topic the cluster's name of the topic that carries what peers say; one partition is enough
 * @param self this start's name, which no other start has
 * @param url where peers can reach this process's port, such as {@code http://10.0.0.7:8080}; empty
 *     where they can't
 * @param secrets what peers know each other by: the first is used, the others are accepted too,
 *     while peers change from one to the next
 * @param create the command that creates the topic, for whoever reads that it isn't there; may be
 *     empty
 */
public record PeerSettings(
        Map<String, String> kafkaClientProperties,
        String topic,
        String self,
        String url,
        List<String> secrets,
        String create) {
    public PeerSettings {
        kafkaClientProperties = Map.copyOf(kafkaClientProperties);
        Objects.requireNonNull(topic);
        Objects.requireNonNull(self);
        Objects.requireNonNull(url);
        secrets = List.copyOf(secrets);
        if (secrets.isEmpty()) {
            throw new IllegalArgumentException("peers need a secret to know each other by");
        }
    }

    /** One that knows no command. */
    public PeerSettings(
            Map<String, String> kafkaClientProperties,
            String topic,
            String self,
            String url,
            List<String> secrets) {
        this(kafkaClientProperties, topic, self, url, secrets, "");
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "PeerSettings[topic=" + topic + ", self=" + self + ", url=" + url + "]";
    }
}
