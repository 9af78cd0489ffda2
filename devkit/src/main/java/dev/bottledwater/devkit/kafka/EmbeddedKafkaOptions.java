// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import dev.bottledwater.devkit.tls.PemKeyForm;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an {@link EmbeddedKafka} is set up.
 *
 * @param plan what the clients may do
 * @param dataDirectory where logs are kept; null for a temporary directory that is deleted on close
 * @param host the address of this machine at which clients find the broker
 * @param port the port of the client listener; 0 for a free one
 * @param retention how long records are kept unless their topic says otherwise
 * @param clientKeyForm the form of KAFKA_CLIENT_CERT_KEY; keys are RSA except with {@link
 *     PemKeyForm#SEC1}
 * @param brokerSettings Kafka broker settings that win over those set here
 * @param stopOnExit whether the end of the JVM closes the broker (and deletes a temporary
 *     directory); off for programs that stop their servers in an order of their own
 */
public record EmbeddedKafkaOptions(
        HerokuPlan plan,
        @Nullable Path dataDirectory,
        String host,
        int port,
        Duration retention,
        PemKeyForm clientKeyForm,
        Map<String, String> brokerSettings,
        boolean stopOnExit) {

    private static final String LOOPBACK = "127.0.0.1";

    /** Checks the port and the retention, and copies the settings. */
    public EmbeddedKafkaOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("The port " + port + " is not in 0-65535.");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException(
                    "The retention must be positive, not " + retention + ".");
        }
        brokerSettings = Map.copyOf(brokerSettings);
    }

    /**
     * A dedicated plan whose clients may create topics, in a temporary directory on a free port,
     * with Heroku's default retention of 24 hours and a PKCS#1 key.
     */
    public static EmbeddedKafkaOptions defaults() {
        return new EmbeddedKafkaOptions(
                HerokuPlan.DEDICATED_WITH_CREATE,
                null,
                LOOPBACK,
                0,
                Duration.ofHours(24),
                PemKeyForm.PKCS1,
                Map.of(),
                true);
    }

    /** The same with another plan. */
    public EmbeddedKafkaOptions withPlan(HerokuPlan chosen) {
        return new EmbeddedKafkaOptions(
                chosen,
                dataDirectory,
                host,
                port,
                retention,
                clientKeyForm,
                brokerSettings,
                stopOnExit);
    }

    /** The same with a data directory that is kept on close. */
    public EmbeddedKafkaOptions withDataDirectory(Path chosen) {
        return new EmbeddedKafkaOptions(
                plan, chosen, host, port, retention, clientKeyForm, brokerSettings, stopOnExit);
    }

    /** The same at another address of this machine than 127.0.0.1. */
    public EmbeddedKafkaOptions withHost(String chosen) {
        return new EmbeddedKafkaOptions(
                plan,
                dataDirectory,
                chosen,
                port,
                retention,
                clientKeyForm,
                brokerSettings,
                stopOnExit);
    }

    /** The same on a given port, or a free one if 0. */
    public EmbeddedKafkaOptions withPort(int chosen) {
        return new EmbeddedKafkaOptions(
                plan,
                dataDirectory,
                host,
                chosen,
                retention,
                clientKeyForm,
                brokerSettings,
                stopOnExit);
    }

    /** The same with another default retention. */
    public EmbeddedKafkaOptions withRetention(Duration chosen) {
        return new EmbeddedKafkaOptions(
                plan, dataDirectory, host, port, chosen, clientKeyForm, brokerSettings, stopOnExit);
    }

    /** The same with KAFKA_CLIENT_CERT_KEY in another form. */
    public EmbeddedKafkaOptions withClientKeyForm(PemKeyForm chosen) {
        return new EmbeddedKafkaOptions(
                plan, dataDirectory, host, port, retention, chosen, brokerSettings, stopOnExit);
    }

    /** The same with one more broker setting. */
    public EmbeddedKafkaOptions withBrokerSetting(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(brokerSettings);
        more.put(name, value);
        return new EmbeddedKafkaOptions(
                plan, dataDirectory, host, port, retention, clientKeyForm, more, stopOnExit);
    }

    /** The same, closed by its owner only. */
    public EmbeddedKafkaOptions withoutStopOnExit() {
        return new EmbeddedKafkaOptions(
                plan, dataDirectory, host, port, retention, clientKeyForm, brokerSettings, false);
    }
}
