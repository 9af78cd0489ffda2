// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.KafkaAuth;
import dev.bottledwater.platform.KafkaSettings;

import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What a real broker can't easily be made to do. */
class KafkaFailureTest {
    private static final KafkaSettings KAFKA =
            new KafkaSettings(
                    "HEROKU_KAFKA_TEAL",
                    List.of("a:1"),
                    "",
                    KafkaAuth.CERTIFICATE,
                    Map.of("security.protocol", "SSL"));

    private static Finding explain(Throwable failure) {
        return KafkaFailure.explain(
                new ExecutionException(new CompletionException(failure)),
                KAFKA,
                Duration.ofSeconds(1));
    }

    @Test
    void tellsAnExpiredCertificateOfTheBrokers() {
        SSLHandshakeException handshake = new SSLHandshakeException("PKIX path validation failed");
        handshake.initCause(new CertificateExpiredException("NotAfter"));
        assertThat(
                        explain(new SslAuthenticationException("SSL handshake failed", handshake))
                                .message())
                .isEqualTo("The brokers' certificate has expired.");
    }

    @Test
    void tellsWhyAHandshakeFailed() {
        Finding finding =
                explain(
                        new SslAuthenticationException(
                                "SSL handshake failed",
                                new SSLException("Unsupported or unrecognized SSL message")));
        assertThat(finding.subject()).isEqualTo("HEROKU_KAFKA_TEAL_URL");
        assertThat(finding.message())
                .isEqualTo(
                        "The TLS handshake with the brokers failed: Unsupported or unrecognized SSL message.");
    }

    @Test
    void namesTheVariableOfTheAttachment() {
        Finding finding =
                explain(
                        new SslAuthenticationException(
                                "x",
                                new SSLHandshakeException(
                                        "(bad_certificate) Received fatal alert: bad_certificate")));
        assertThat(finding.subject()).isEqualTo("HEROKU_KAFKA_TEAL_CLIENT_CERT");
        assertThat(finding.message())
                .isEqualTo(
                        "The brokers refuse the certificate in HEROKU_KAFKA_TEAL_CLIENT_CERT (TLS alert "
                                + "bad_certificate).");
    }

    @Test
    void tellsOtherRefusals() {
        assertThat(explain(new SaslAuthenticationException("no PLAIN")).message())
                .isEqualTo("The brokers want another way of signing in: no PLAIN.");
        assertThat(
                        explain(new ClusterAuthorizationException("Cluster authorization failed."))
                                .message())
                .isEqualTo(
                        "The brokers deny this to the Kafka user: Cluster authorization failed.");
        assertThat(explain(new UnsupportedVersionException("too old")).message())
                .isEqualTo(
                        "The brokers in HEROKU_KAFKA_TEAL_URL are older than Kafka 2.4, which is the oldest that works here.");
        assertThat(explain(new IllegalStateException("odd")).message())
                .isEqualTo("Kafka can't be used: IllegalStateException: odd.");
    }
}
