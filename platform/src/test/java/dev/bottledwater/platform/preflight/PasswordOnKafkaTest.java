// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.devkit.net.FreePort;
import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.devkit.tls.TestCertificates;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Settings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A broker that knows its clients by passwords over TLS, as most clusters outside of Heroku do. */
class PasswordOnKafkaTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Has what JAAS's grammar treats apart. */
    private static final String PASSWORD = "s3c\"r e\\t;=";

    private static final TestCertificates AUTHORITY = TestCertificates.authority("cluster CA");
    private static int port;
    private static EmbeddedKafka broker;

    @BeforeAll
    static void launch() {
        port = FreePort.pick();
        int client = FreePort.pick();
        int controller = FreePort.pick();
        IssuedCertificate certificate =
                AUTHORITY.issue(CertificateRequest.named("broker").withIpAddresses("127.0.0.1"));
        EmbeddedKafkaOptions options = EmbeddedKafkaOptions.defaults().withPort(client);
        for (Map.Entry<String, String> setting :
                settings(client, controller, certificate).entrySet()) {
            options = options.withBrokerSetting(setting.getKey(), setting.getValue());
        }
        broker = EmbeddedKafka.launch(options);
    }

    private static Map<String, String> settings(
            int client, int controller, IssuedCertificate certificate) {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "listeners",
                "CLIENT://127.0.0.1:%d,PASSWORD://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d"
                        .formatted(client, port, controller));
        settings.put(
                "listener.security.protocol.map", "CLIENT:SSL,PASSWORD:SASL_SSL,CONTROLLER:SSL");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controller);
        settings.put("super.users", "User:CN=devkit-broker;User:CN=devkit-superuser;User:app");
        String of = "listener.name.password.";
        settings.put(of + "ssl.client.auth", "none");
        settings.put(of + "ssl.keystore.type", "PEM");
        settings.put(of + "ssl.keystore.certificate.chain", certificate.certificatePem());
        settings.put(of + "ssl.keystore.key", certificate.keyPem(PemKeyForm.PKCS8));
        settings.put(of + "sasl.enabled.mechanisms", "PLAIN");
        settings.put(
                of + "plain.sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required user_app=\"s3c\\\"r e\\\\t;=\";");
        return settings;
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    private static Map<String, String> vars() {
        return new HashMap<>(
                Map.of(
                        "KAFKA_URL",
                        "kafka+ssl://127.0.0.1:" + port,
                        "KAFKA_TRUSTED_CERT",
                        AUTHORITY.certificatePem(),
                        "KAFKA_SASL_USERNAME",
                        "app",
                        "KAFKA_SASL_PASSWORD",
                        PASSWORD));
    }

    private static Finding only(Map<String, String> vars) {
        KafkaSettings kafka = Settings.from(ConfigVars.of(vars)).kafka();
        List<Finding> findings = Preflight.check(kafka, TIMEOUT);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    @Test
    void signsInWithThePassword() {
        KafkaSettings kafka = Settings.from(ConfigVars.of(vars())).kafka();
        assertThat(Preflight.check(kafka, TIMEOUT)).isEmpty();
        assertThat(kafka).asString().doesNotContain("s3c");
    }

    @Test
    void tellsAWrongPassword() {
        Map<String, String> vars = vars();
        vars.put("KAFKA_SASL_PASSWORD", "hunter2");
        Finding finding = only(vars);
        assertThat(finding.subject()).isEqualTo("KAFKA_SASL_PASSWORD");
        assertThat(finding.message())
                .startsWith("The brokers refuse the user and password of KAFKA_SASL_USERNAME: ")
                .doesNotContain("hunter2");
    }

    @Test
    void tellsAMechanismThatTheBrokersDoNotKnow() {
        Map<String, String> vars = vars();
        vars.put("KAFKA_SASL_MECHANISM", "scram-sha-512");
        Finding finding = only(vars);
        assertThat(finding.subject()).isEqualTo("KAFKA_SASL_MECHANISM");
        assertThat(finding.message()).contains("SCRAM-SHA-512", "PLAIN");
    }

    /** Somebody else whom a trusted authority knows mustn't be handed the password. */
    @Test
    void checksTheHostName() {
        Map<String, String> vars = vars();
        vars.put("KAFKA_URL", "kafka+ssl://localhost:" + port);
        assertThat(only(vars).message()).contains("No name matching localhost found");
    }
}
