// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.List;
import java.util.Map;

/**
 * How to reach Kafka.
 *
 * @param attachment the attachment's name that the config vars begin with: {@code KAFKA}, {@code
 *     HEROKU_KAFKA_COPPER}
 * @param bootstrapServers {@code host:port} of each broker, at least one
 * @param prefix what every topic and group name must start with, its dot included; empty on a
 *     dedicated cluster
 * @param auth how the brokers know the client
 * @param clientProperties what any Kafka client needs to connect, key and certificates included:
 *     they stay in memory. Holds a private key or a password, so never log it.
 * @param app the name of the app on Heroku, for commands; empty where the platform doesn't tell it
 */
public record KafkaSettings(
        String attachment,
        List<String> bootstrapServers,
        String prefix,
        KafkaAuth auth,
        Map<String, String> clientProperties,
        String app) {

    /** One of an app whose name isn't known. */
    public KafkaSettings(
            String attachment,
            List<String> bootstrapServers,
            String prefix,
            KafkaAuth auth,
            Map<String, String> clientProperties) {
        this(attachment, bootstrapServers, prefix, auth, clientProperties, "");
    }

    /** Copies what it is given. */
    public KafkaSettings {
        bootstrapServers = List.copyOf(bootstrapServers);
        clientProperties = Map.copyOf(clientProperties);
    }

    /** Says whether the brokers are reached over TLS. */
    public boolean tls() {
        return clientProperties.getOrDefault("security.protocol", "").endsWith("SSL");
    }

    /**
     * Returns the name of one of the attachment's config vars, such as {@code KAFKA_URL} for {@code
     * URL}.
     */
    public String variable(String suffix) {
        return attachment + "_" + suffix;
    }

    @Override
    public String toString() {
        return "KafkaSettings[attachment="
                + attachment
                + ", bootstrapServers="
                + bootstrapServers
                + ", prefix="
                + prefix
                + ", tls="
                + tls()
                + ", auth="
                + auth
                + ", clientProperties="
                + Secret.MASK
                + "]";
    }
}
