// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaPasswordVarsTest {
    private static Vars password() {
        return Vars.none()
                .with("KAFKA_URL", "kafka+ssl://a:9092")
                .with("KAFKA_SASL_USERNAME", "app")
                .with("KAFKA_SASL_PASSWORD", "a\\b\"c")
                .with("BW_PASSWORD", "correct horse");
    }

    @Test
    void needsNoCertificateWithAPassword() {
        KafkaSettings kafka = password().settings().kafka();
        assertThat(kafka.auth()).isEqualTo(KafkaAuth.PASSWORD);
        assertThat(kafka.tls()).isTrue();
        assertThat(kafka.clientProperties())
                .containsOnlyKeys(
                        "bootstrap.servers",
                        "security.protocol",
                        "sasl.mechanism",
                        "sasl.jaas.config")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry(
                        "sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"app\" password=\"a\\\\b\\\"c\";");
    }

    @Test
    void warnsOfAPasswordInClearText() {
        Vars vars = password().with("KAFKA_URL", "kafka://a:9092");
        assertThat(vars.settings().kafka().clientProperties())
                .containsEntry("security.protocol", "SASL_PLAINTEXT");
        assertThat(vars.settings().warnings())
                .extracting(Problem::message)
                .contains("KAFKA_URL is kafka://, so the password goes over the network as it is.");
    }

    @Test
    void takesTlsThatAsksClientsForNothing() {
        KafkaSettings kafka =
                Vars.local()
                        .with("KAFKA_URL", "kafka+ssl://a:9092")
                        .with("BW_KAFKA_AUTH", "none")
                        .settings()
                        .kafka();
        assertThat(kafka.auth()).isEqualTo(KafkaAuth.NONE);
        assertThat(kafka.clientProperties())
                .containsOnlyKeys("bootstrap.servers", "security.protocol")
                .containsEntry("security.protocol", "SSL");
    }

    @Test
    void saysWhatIsMissingOrUnknown() {
        assertThat(password().without("KAFKA_SASL_PASSWORD").problem().message())
                .isEqualTo(
                        "KAFKA_SASL_PASSWORD isn't set, and the brokers are to be signed in to with a password.");
        Problem mechanism = password().with("KAFKA_SASL_MECHANISM", "SCRAM-SHA256").problem();
        assertThat(mechanism.message())
                .isEqualTo(
                        "KAFKA_SASL_MECHANISM is 'SCRAM-SHA256', where PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 are known.");
        assertThat(mechanism.remedy()).startsWith("Did you mean SCRAM-SHA-256?");
        assertThat(password().with("KAFKA_SASL_PASSWORD", "a\nb").problem().message())
                .isEqualTo(
                        "KAFKA_SASL_PASSWORD holds a control character, such as the end of a line.");
        assertThat(Vars.local().with("BW_KAFKA_AUTH", "passwort").problem().remedy())
                .startsWith("Did you mean password?");
        assertThat(Vars.local().with("BW_KAFKA_AUTH", "certificate").problem().message())
                .isEqualTo("BW_KAFKA_AUTH is certificate, but KAFKA_URL is kafka://, without TLS.");
    }
}
