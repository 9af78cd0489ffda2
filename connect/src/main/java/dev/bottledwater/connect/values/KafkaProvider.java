// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.values;

import dev.bottledwater.platform.KafkaSettings;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code ${kafka:bootstrap.servers}} and so on: how this app's Kafka is reached, for connectors
 * with Kafka clients of their own, such as Debezium's history of schemas or MirrorMaker. They are
 * the settings of a Kafka client by their own names. What is secret of them is given out only where
 * {@code BW_CONNECTOR_VARS} lists the config var that it comes from.
 */
public final class KafkaProvider extends NamedValues {
    /** The provider's name in connectors' settings. */
    public static final String NAME = "kafka";

    private static final Map<String, String> SECRETS =
            Map.of(
                    "ssl.keystore.key", "CLIENT_CERT_KEY",
                    "sasl.jaas.config", "SASL_PASSWORD");

    /** Where the names of the config vars of secrets that aren't given out stand. */
    private static final String WITHHELD = "withheld.";

    /**
     * The values by their names.
     *
     * @param listed names of the config vars that connectors may read
     */
    public static Map<String, String> values(KafkaSettings kafka, Set<String> listed) {
        Map<String, String> values = new HashMap<>();
        kafka.clientProperties()
                .forEach(
                        (name, value) -> {
                            String secret = SECRETS.get(name);
                            if (secret == null || listed.contains(kafka.variable(secret))) {
                                values.put(name, value);
                            } else {
                                values.put(WITHHELD + name, kafka.variable(secret));
                            }
                        });
        return values;
    }

    @Override
    String missing(String name, Map<String, String> known) {
        String variable = known.get(WITHHELD + name);
        if (variable != null) {
            return "Connectors may not read "
                    + name
                    + " of the Kafka client: it is a secret, and BW_CONNECTOR_VARS doesn't list "
                    + variable
                    + ".";
        }
        Set<String> names = new TreeSet<>(known.keySet());
        names.removeIf(each -> each.startsWith(WITHHELD));
        return "The Kafka client has no setting '"
                + name
                + "'."
                + didYouMean(name, names)
                + " The settings are "
                + String.join(", ", names)
                + ".";
    }
}
