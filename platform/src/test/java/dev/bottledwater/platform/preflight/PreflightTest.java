// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
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

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class PreflightTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static EmbeddedKafka broker;

    @BeforeAll
    static void launch() {
        broker = EmbeddedKafka.launch();
    }

    @AfterAll
    static void close() {
        broker.close();
    }

    private static KafkaSettings settings(Map<String, String> changes) {
        Map<String, String> vars = new HashMap<>(broker.configVars());
        vars.putAll(changes);
        return Settings.from(ConfigVars.of(vars)).kafka();
    }

    private static KafkaSettings brokers(String... servers) {
        return settings(Map.of("KAFKA_URL", "kafka://" + String.join(",kafka://", servers)));
    }

    private static Finding only(KafkaSettings kafka, Duration timeout) {
        List<Finding> findings = Preflight.check(kafka, timeout);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void findsNothingWhereAllIsWell() {
        assertThat(Preflight.check(settings(Map.of()), TIMEOUT)).isEmpty();
    }

    @Test
    void tellsAtOnceThatNoBrokerCanBeReached() throws IOException {
        String closed = "127.0.0.1:" + unusedPort();
        long start = System.nanoTime();
        Finding finding = only(brokers(closed, "nowhere.invalid:9092"), Duration.ofMinutes(1));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.subject()).isEqualTo("KAFKA_URL");
        // Where names are looked up slowly, that time ends first.
        assertThat(finding.message())
                .isIn(
                        unreachable(closed, "unknown host"),
                        unreachable(closed, "no answer within 3000 ms"));
        assertThat(finding.remedy())
                .isEqualTo(
                        "Check that the cluster is up (heroku kafka:info) and that this machine may connect to it.");
    }

    private static String unreachable(String closed, String reason) {
        return "No broker in KAFKA_URL can be reached: %s (connection refused), nowhere.invalid:9092 (%s)."
                .formatted(closed, reason);
    }

    @Test
    void warnsOfSingleBrokersThatCantBeReached() throws IOException {
        String closed = "127.0.0.1:" + unusedPort();
        KafkaSettings kafka =
                settings(
                        Map.of(
                                "KAFKA_URL",
                                "kafka+ssl://"
                                        + closed
                                        + ",kafka+ssl://"
                                        + broker.bootstrapServers()));
        Finding finding = only(kafka, TIMEOUT);
        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message())
                .isEqualTo(
                        "1 of the 2 brokers in KAFKA_URL can't be reached: "
                                + closed
                                + " (connection refused).");
    }

    @Test
    void tellsAPortThatDoesNotSpeakKafka() throws IOException {
        // Accepts into its backlog and never answers.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            Finding finding =
                    only(brokers("127.0.0.1:" + silent.getLocalPort()), Duration.ofSeconds(2));
            assertThat(finding.subject()).isEqualTo("KAFKA_URL");
            assertThat(finding.message())
                    .isEqualTo(
                            "The brokers in KAFKA_URL take connections but didn't answer as Kafka within 2000 ms.");
            assertThat(finding.remedy()).contains("kafka+ssl://");
        }
    }

    @Test
    void tellsATlsPortThatIsSpokenToWithoutTls() {
        Finding finding = only(brokers(broker.bootstrapServers()), Duration.ofSeconds(3));
        assertThat(finding.subject()).isEqualTo("KAFKA_URL");
        assertThat(finding.message())
                .isEqualTo(
                        "The brokers in KAFKA_URL take connections but didn't answer as Kafka within 3000 ms.");
        assertThat(finding.remedy()).contains("whether the port wants TLS");
    }

    @Test
    void tellsACertificateThatTheBrokersRefuse() {
        IssuedCertificate stranger =
                TestCertificates.authority("another CA")
                        .issue(CertificateRequest.named("stranger"));
        Finding finding =
                only(
                        settings(
                                Map.of(
                                        "KAFKA_CLIENT_CERT", stranger.certificatePem(),
                                        "KAFKA_CLIENT_CERT_KEY",
                                                stranger.keyPem(PemKeyForm.PKCS8))),
                        TIMEOUT);
        assertThat(finding.severity()).isEqualTo(Severity.ERROR);
        assertThat(finding.subject()).isEqualTo("KAFKA_CLIENT_CERT");
        assertThat(finding.message())
                .startsWith("The brokers refuse the certificate in KAFKA_CLIENT_CERT (TLS alert ");
        assertThat(finding.remedy()).contains("KAFKA_URL belong to the same cluster");
    }

    @Test
    void tellsBrokersOfAnAuthorityThatIsNotTrusted() {
        String other = TestCertificates.authority("another CA").certificatePem();
        Finding finding = only(settings(Map.of("KAFKA_TRUSTED_CERT", other)), TIMEOUT);
        assertThat(finding.subject()).isEqualTo("KAFKA_TRUSTED_CERT");
        assertThat(finding.message())
                .isEqualTo(
                        "The brokers' certificate isn't signed by any authority in KAFKA_TRUSTED_CERT.");
    }

    @Test
    void trustsTheRightOneOfSeveralAuthorities() {
        String both =
                TestCertificates.authority("another CA").certificatePem()
                        + broker.configVars().get("KAFKA_TRUSTED_CERT");
        assertThat(Preflight.check(settings(Map.of("KAFKA_TRUSTED_CERT", both)), TIMEOUT))
                .isEmpty();
    }

    @Test
    void keepsTheInterruptOfItsThread() {
        Thread.currentThread().interrupt();
        Finding finding = only(settings(Map.of()), TIMEOUT);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(finding.message())
                .isEqualTo("The check of Kafka was interrupted before it ended.");
    }
}
