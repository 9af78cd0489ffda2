// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.KeyKind;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.devkit.tls.TestCertificates;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The certificates of one cluster. The broker's names no host, as on Heroku, so that clients must
 * switch host name verification off and trust the authority alone.
 *
 * @param authority signs all others; clients and broker trust it only
 * @param broker of the broker and controller; a super user
 * @param superuser of test set-up; a super user
 * @param client of the app; holds what the plan allows
 */
record BrokerCertificates(
        TestCertificates authority,
        IssuedCertificate broker,
        IssuedCertificate superuser,
        IssuedCertificate client) {

    /** The client's name is a constant, so that its ACLs outlive this JVM in a kept directory. */
    static BrokerCertificates create(PemKeyForm clientKeyForm) {
        TestCertificates authority = TestCertificates.authority("bottled-water devkit CA");
        KeyKind clientKind =
                switch (clientKeyForm) {
                    case PKCS1, PKCS8 -> KeyKind.RSA_2048;
                    case SEC1 -> KeyKind.EC_P256;
                };
        return new BrokerCertificates(
                authority,
                authority.issue(CertificateRequest.named("devkit-broker")),
                authority.issue(CertificateRequest.named("devkit-superuser")),
                authority.issue(CertificateRequest.named("u7k2p9").withKeyKind(clientKind)));
    }

    static String principal(IssuedCertificate certificate) {
        return "User:" + certificate.subject();
    }

    /** Kafka's TLS settings for {@code certificate}, the same for brokers and clients. */
    Map<String, Object> tlsSettings(IssuedCertificate certificate) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.certificate.chain", certificate.certificatePem());
        settings.put("ssl.keystore.key", certificate.keyPem(PemKeyForm.PKCS8));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", authority.certificatePem());
        settings.put("ssl.endpoint.identification.algorithm", "");
        return settings;
    }

    /** The settings of a Kafka client that shows {@code certificate}. */
    Map<String, Object> clientProperties(IssuedCertificate certificate, String bootstrapServers) {
        Map<String, Object> properties = tlsSettings(certificate);
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("security.protocol", "SSL");
        return Map.copyOf(properties);
    }

    @Override
    public String toString() {
        return "BrokerCertificates[" + broker.subject() + ", " + client.subject() + "]";
    }
}
