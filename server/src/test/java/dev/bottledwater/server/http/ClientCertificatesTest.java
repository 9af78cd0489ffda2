// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.devkit.tls.TestCertificates;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.web.Answer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The port asks its clients for certificates. */
@Timeout(30)
class ClientCertificatesTest {
    private static final TestCertificates SERVERS = TestCertificates.authority("servers");
    private static final TestCertificates CLIENTS = TestCertificates.authority("clients");
    private static final IssuedCertificate SERVER =
            SERVERS.issue(CertificateRequest.named("localhost").withDnsNames("localhost"));
    private static final IssuedCertificate KNOWN = CLIENTS.issue(CertificateRequest.named("app"));
    private static final IssuedCertificate UNKNOWN =
            TestCertificates.authority("others").issue(CertificateRequest.named("app"));

    private static HttpEdge edge(Map<String, String> more) {
        var vars = new HashMap<>(more);
        vars.put("KAFKA_URL", "kafka://localhost:1");
        vars.put("BW_HTTP_CERT", SERVER.certificatePem());
        vars.put("BW_HTTP_KEY", SERVER.keyPem(PemKeyForm.PKCS8));
        var tls = Settings.from(ConfigVars.of(vars)).http().tls();
        var edge =
                new HttpEdge(
                        EdgeSettings.onPort(0, tls),
                        exchange -> exchange.answer(Answer.text(200, "hello")));
        edge.start();
        return edge;
    }

    private static String get(
            HttpEdge edge, HttpClient.Version version, @Nullable IssuedCertificate shown)
            throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store(shown), new char[0]);
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        var trusted = store(null);
        trusted.setCertificateEntry("ca", SERVERS.certificate());
        trust.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        try (var client = HttpClient.newBuilder().sslContext(context).version(version).build()) {
            return client.send(
                            HttpRequest.newBuilder(
                                            URI.create("https://localhost:" + edge.port() + "/"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    private static KeyStore store(@Nullable IssuedCertificate shown) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (shown != null) {
            store.setKeyEntry(
                    "key",
                    shown.privateKey(),
                    new char[0],
                    new Certificate[] {shown.certificate()});
        }
        return store;
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void onlyClientsWithACertificateOfTheAuthorityAreServed(HttpClient.Version version)
            throws Exception {
        try (var edge = edge(Map.of("BW_HTTP_CLIENT_CA", CLIENTS.certificatePem()))) {
            assertThat(get(edge, version, KNOWN)).isEqualTo("hello");
            assertThatThrownBy(() -> get(edge, version, null)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(edge, version, UNKNOWN)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void clientsThatAreAskedOnlyMayShowNone(@TempDir Path directory) throws Exception {
        var file = directory.resolve("clients.p12");
        var store = store(null);
        store.setCertificateEntry("ca", CLIENTS.certificate());
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "hush".toCharArray());
        }
        var vars =
                Map.of(
                        "KSQL_SSL_CLIENT_AUTHENTICATION", "REQUESTED",
                        "KSQL_SSL_TRUSTSTORE_LOCATION", file.toString(),
                        "KSQL_SSL_TRUSTSTORE_TYPE", "PKCS12",
                        "KSQL_SSL_TRUSTSTORE_PASSWORD", "hush");
        try (var edge = edge(vars)) {
            assertThat(get(edge, HttpClient.Version.HTTP_1_1, KNOWN)).isEqualTo("hello");
            assertThat(get(edge, HttpClient.Version.HTTP_1_1, null)).isEqualTo("hello");
        }
    }
}
