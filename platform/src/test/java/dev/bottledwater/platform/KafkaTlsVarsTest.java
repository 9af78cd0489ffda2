// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.KeyKind;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.devkit.tls.TestCertificates;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

class KafkaTlsVarsTest {
    private static final String RENEW =
            "Have a new one issued: heroku kafka:credentials --reset; elsewhere set the new certificates and key.";

    /** Kafka's own client reads the stores as soon as it is made. */
    private static void assertKafkaReads(Vars vars) {
        Map<String, Object> properties = new HashMap<>(vars.settings().kafka().clientProperties());
        properties.put("bootstrap.servers", "localhost:1");
        Admin.create(properties).close(Duration.ZERO);
    }

    private static Vars with(IssuedCertificate client, PemKeyForm form) {
        return Vars.dyno()
                .with("KAFKA_CLIENT_CERT", client.certificatePem())
                .with("KAFKA_CLIENT_CERT_KEY", client.keyPem(form));
    }

    private static IssuedCertificate client(Instant from, Instant until) {
        return Vars.AUTHORITY.issue(CertificateRequest.named("other").withValidity(from, until));
    }

    @Test
    void keepsKeyAndCertificatesInMemory() {
        KafkaSettings kafka = Vars.dyno().settings().kafka();
        assertThat(kafka.tls()).isTrue();
        assertThat(kafka.clientProperties())
                .containsEntry("security.protocol", "SSL")
                .containsEntry("ssl.keystore.type", "PEM")
                .containsEntry("ssl.keystore.key", Vars.CLIENT.keyPem(PemKeyForm.PKCS8))
                .containsEntry("ssl.keystore.certificate.chain", Vars.CLIENT.certificatePem())
                .containsEntry("ssl.truststore.type", "PEM")
                .containsEntry("ssl.truststore.certificates", Vars.AUTHORITY.certificatePem())
                .containsEntry("ssl.endpoint.identification.algorithm", "")
                .hasSize(8);
        assertKafkaReads(Vars.dyno());
    }

    @Test
    void takesEveryFormOfKey() {
        IssuedCertificate ec =
                Vars.AUTHORITY.issue(
                        Vars.validFor(CertificateRequest.named("ec"), Duration.ofDays(90)));
        assertKafkaReads(with(ec, PemKeyForm.SEC1));
        assertKafkaReads(with(ec, PemKeyForm.PKCS8));
        assertKafkaReads(with(Vars.CLIENT, PemKeyForm.PKCS8));
    }

    static Stream<Arguments> manglings() {
        return Stream.of(
                Arguments.of("spaces", (UnaryOperator<String>) text -> text.replace('\n', ' ')),
                Arguments.of(
                        "backslash n", (UnaryOperator<String>) text -> text.replace("\n", "\\n")),
                Arguments.of(
                        "backslash r n",
                        (UnaryOperator<String>) text -> text.replace("\n", "\\r\\n")),
                Arguments.of("CRLF", (UnaryOperator<String>) text -> text.replace("\n", "\r\n")),
                Arguments.of("no newline at the end", (UnaryOperator<String>) String::strip),
                Arguments.of(
                        "no newline at all",
                        (UnaryOperator<String>) text -> text.replace("\n", "")),
                Arguments.of("quotes", (UnaryOperator<String>) text -> "\"" + text + "\""),
                Arguments.of(
                        "indented", (UnaryOperator<String>) text -> text.replace("\n", "\n    ")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manglings")
    void undoesWhatShellsDoToNewlines(String what, UnaryOperator<String> mangle) {
        Vars vars =
                Vars.dyno()
                        .with("KAFKA_TRUSTED_CERT", mangle.apply(Vars.AUTHORITY.certificatePem()))
                        .with("KAFKA_CLIENT_CERT", mangle.apply(Vars.CLIENT.certificatePem()))
                        .with(
                                "KAFKA_CLIENT_CERT_KEY",
                                mangle.apply(Vars.CLIENT.keyPem(PemKeyForm.PKCS1)));
        assertThat(vars.settings().kafka().clientProperties())
                .isEqualTo(Vars.dyno().settings().kafka().clientProperties());
    }

    @Test
    void trustsOldAndNewAuthorityWhileOneIsRotated() {
        TestCertificates old =
                TestCertificates.authority(
                        CertificateRequest.named("old")
                                .withValidity(Vars.NOW.minusSeconds(9), Vars.NOW.minusSeconds(1)));
        String both = old.certificatePem().strip() + Vars.AUTHORITY.certificatePem();
        Vars vars = Vars.dyno().with("KAFKA_TRUSTED_CERT", both);
        assertThat(vars.settings().kafka().clientProperties().get("ssl.truststore.certificates"))
                .isEqualTo(old.certificatePem() + Vars.AUTHORITY.certificatePem());
        assertThat(vars.settings().warnings()).isEmpty();
        assertKafkaReads(vars);
    }

    @Test
    void refusesAKeyOfAnotherCertificate() {
        for (KeyKind kind : KeyKind.values()) {
            IssuedCertificate other =
                    Vars.AUTHORITY.issue(CertificateRequest.named("other").withKeyKind(kind));
            assertThat(
                            Vars.dyno()
                                    .with("KAFKA_CLIENT_CERT_KEY", other.keyPem(PemKeyForm.PKCS8))
                                    .problem())
                    .isEqualTo(
                            new Problem(
                                    "KAFKA_CLIENT_CERT_KEY",
                                    "The private key in KAFKA_CLIENT_CERT_KEY doesn't belong to the certificate in "
                                            + "KAFKA_CLIENT_CERT.",
                                    "Set both from the same pair; heroku kafka:credentials --reset issues a new one."));
        }
    }

    @Test
    void refusesCertificatesOutsideOfTheirTime() {
        IssuedCertificate expired =
                client(
                        Instant.parse("2024-01-01T00:00:00Z"),
                        Instant.parse("2026-11-23T01:00:00Z"));
        assertThat(with(expired, PemKeyForm.PKCS8).problem())
                .isEqualTo(
                        new Problem(
                                "KAFKA_CLIENT_CERT",
                                "The certificate in KAFKA_CLIENT_CERT expired on 2026-11-23 (today is 2026-11-24).",
                                RENEW));
        IssuedCertificate future =
                client(
                        Instant.parse("2026-11-25T00:00:00Z"),
                        Instant.parse("2029-01-01T00:00:00Z"));
        assertThat(with(future, PemKeyForm.PKCS8).problem())
                .isEqualTo(
                        new Problem(
                                "KAFKA_CLIENT_CERT",
                                "The certificate in KAFKA_CLIENT_CERT isn't valid before 2026-11-25 (today is 2026-11-24).",
                                "Check this machine's clock, or wait until then."));
        TestCertificates authority =
                TestCertificates.authority(
                        CertificateRequest.named("old")
                                .withValidity(Vars.NOW.minusSeconds(9), Vars.NOW.minusSeconds(1)));
        assertThat(
                        Vars.dyno()
                                .with("KAFKA_TRUSTED_CERT", authority.certificatePem())
                                .problem()
                                .message())
                .isEqualTo(
                        "The certificate in KAFKA_TRUSTED_CERT expired on 2026-11-24 (today is 2026-11-24).");
    }

    @Test
    void warnsOfCertificatesThatExpireSoon() {
        IssuedCertificate soon =
                client(Vars.NOW.minusSeconds(9), Vars.NOW.plus(Duration.ofDays(29)));
        assertThat(with(soon, PemKeyForm.PKCS8).settings().warnings())
                .containsExactly(
                        new Problem(
                                "KAFKA_CLIENT_CERT",
                                "The certificate in KAFKA_CLIENT_CERT expires on 2026-12-23, in 29 days.",
                                RENEW));
        IssuedCertificate later =
                client(Vars.NOW.minusSeconds(9), Vars.NOW.plus(Duration.ofDays(31)));
        assertThat(with(later, PemKeyForm.PKCS8).settings().warnings()).isEmpty();
    }

    @Test
    void tellsEachUnusableVariable() {
        Vars vars =
                Vars.dyno()
                        .with("KAFKA_TRUSTED_CERT", "certificate")
                        .with("KAFKA_CLIENT_CERT", Vars.CLIENT.certificatePem().substring(0, 300))
                        .without("KAFKA_CLIENT_CERT_KEY");
        assertThat(vars.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "KAFKA_TRUSTED_CERT isn't PEM text: it has no line such as -----BEGIN CERTIFICATE-----.",
                        "KAFKA_CLIENT_CERT is cut off: it has -----BEGIN CERTIFICATE----- but no matching END.",
                        "KAFKA_CLIENT_CERT_KEY isn't set, and KAFKA_URL asks for TLS (kafka+ssl://).");
    }

    @Test
    void seesThatCertificateAndKeyAreSwapped() {
        Vars vars =
                Vars.dyno()
                        .with("KAFKA_CLIENT_CERT", Vars.CLIENT.keyPem(PemKeyForm.PKCS1))
                        .with("KAFKA_CLIENT_CERT_KEY", Vars.CLIENT.certificatePem());
        assertThat(vars.problems())
                .extracting(Problem::message)
                .containsExactly(
                        "KAFKA_CLIENT_CERT holds a private key where a certificate belongs.",
                        "KAFKA_CLIENT_CERT_KEY holds a certificate where its private key belongs.");
    }
}
