// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.devkit.tls.TestCertificates;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which certificates a broker takes, and that the config vars alone are enough for a client. */
class ClientCertificateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedKafka kafka;

    @BeforeAll
    static void launch() {
        kafka =
                EmbeddedKafka.launch(
                        EmbeddedKafkaOptions.defaults().withClientKeyForm(PemKeyForm.PKCS8));
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    @Test
    void theConfigVarsAreEnoughForAClient() throws Exception {
        Map<String, String> vars = kafka.configVars();
        Map<String, Object> properties = new HashMap<>();
        properties.put(
                "bootstrap.servers", vars.get("KAFKA_URL").substring("kafka+ssl://".length()));
        properties.put("security.protocol", "SSL");
        properties.put("ssl.endpoint.identification.algorithm", "");
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.certificates", vars.get("KAFKA_TRUSTED_CERT"));
        properties.put("ssl.keystore.type", "PEM");
        properties.put("ssl.keystore.certificate.chain", vars.get("KAFKA_CLIENT_CERT"));
        properties.put("ssl.keystore.key", vars.get("KAFKA_CLIENT_CERT_KEY"));
        try (Admin admin = Admin.create(properties)) {
            admin.createTopics(List.of(new NewTopic("made", 1, (short) 1))).all().get();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(admin.listTopics().names().get())
                                            .as("what the controller made reaches the broker later")
                                            .contains("made"));
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() {
        TestCertificates stranger = TestCertificates.authority("Somebody else's CA");
        assertRefused(stranger.issue(CertificateRequest.named("u7k2p9")));
    }

    @Test
    void anExpiredCertificateIsRefused() {
        assertRefused(kafka.authority().issue(CertificateRequest.named("u7k2p9").expired()));
    }

    @Test
    void aCertificateWithoutAclsMayDoNothing() {
        IssuedCertificate unknown = kafka.authority().issue(CertificateRequest.named("nobody"));
        try (Admin admin = Admin.create(clientProperties(unknown))) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("made")).allTopicNames().get())
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static void assertRefused(IssuedCertificate certificate) {
        try (Admin admin = Admin.create(clientProperties(certificate))) {
            assertThatThrownBy(() -> admin.describeCluster().nodes().get())
                    .hasCauseInstanceOf(SslAuthenticationException.class);
        }
    }

    private static Map<String, Object> clientProperties(IssuedCertificate certificate) {
        Map<String, Object> properties = new HashMap<>(kafka.clientProperties());
        properties.put("ssl.keystore.certificate.chain", certificate.certificatePem());
        properties.put("ssl.keystore.key", certificate.keyPem(PemKeyForm.PKCS8));
        return properties;
    }
}
