// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The port asks its clients for certificates. */
@Timeout(120)
class ClientCertificatesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final TestCertificates SERVERS = TestCertificates.authority("servers");
    private static final TestCertificates CLIENTS = TestCertificates.authority("clients");
    private static final IssuedCertificate SERVER =
            SERVERS.issue(CertificateRequest.named("localhost").withDnsNames("localhost"));
    private static final IssuedCertificate KNOWN = CLIENTS.issue(CertificateRequest.named("app"));
    private static final TestCertificates OTHERS = TestCertificates.authority("others");
    private static final IssuedCertificate UNKNOWN = OTHERS.issue(CertificateRequest.named("app"));

    private static HttpEdge edge(Map<String, String> more) {
        var vars = new HashMap<>(more);
        vars.put("KAFKA_URL", "kafka://localhost:1");
        vars.put("BW_HTTP_CERT", SERVER.certificatePem());
        vars.put("BW_HTTP_KEY", SERVER.keyPem(PemKeyForm.PKCS8));
        var tls = Settings.from(ConfigVars.of(vars)).http().tls();
        var edge =
                new HttpEdge(
                        new EdgeSettings(0, Duration.ofMinutes(2), tls, Duration.ofMillis(50)),
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
        writeTrustStore(file, CLIENTS);
        try (var edge = edge(trustStore(file, "REQUESTED"))) {
            assertThat(get(edge, HttpClient.Version.HTTP_1_1, KNOWN)).isEqualTo("hello");
            assertThat(get(edge, HttpClient.Version.HTTP_1_1, null)).isEqualTo("hello");
        }
    }

    private static Map<String, String> trustStore(Path file, String asked) {
        return Map.of(
                "KSQL_SSL_CLIENT_AUTHENTICATION",
                asked,
                "KSQL_SSL_TRUSTSTORE_LOCATION",
                file.toString(),
                "KSQL_SSL_TRUSTSTORE_TYPE",
                "PKCS12",
                "KSQL_SSL_TRUSTSTORE_PASSWORD",
                "hush");
    }

    private static void writeTrustStore(Path file, TestCertificates authority) throws Exception {
        var store = store(null);
        store.setCertificateEntry("ca", authority.certificate());
        try (var out = Files.newOutputStream(file)) {
            store.store(out, "hush".toCharArray());
        }
    }

    @Test
    void takesTheAuthoritiesOfAFileThatWasReplaced(@TempDir Path directory) throws Exception {
        var file = Files.writeString(directory.resolve("ca.crt"), CLIENTS.certificatePem());
        try (var edge = edge(Map.of("BW_HTTP_CLIENT_CA", file.toString()))) {
            assertThat(isServed(edge, KNOWN)).isTrue();
            assertThat(isServed(edge, UNKNOWN)).isFalse();

            Files.writeString(file, "nonsense");
            await().atMost(PATIENCE)
                    .during(Duration.ofMillis(200))
                    .until(() -> isServed(edge, KNOWN));

            Files.writeString(file, OTHERS.certificatePem());
            await().atMost(PATIENCE).until(() -> isServed(edge, UNKNOWN));
            assertThat(isServed(edge, KNOWN)).isFalse();
        }
    }

    @Test
    void takesTheAuthoritiesOfATrustStoreThatWasReplaced(@TempDir Path directory) throws Exception {
        var file = directory.resolve("clients.p12");
        writeTrustStore(file, CLIENTS);
        try (var edge = edge(trustStore(file, "REQUIRED"))) {
            assertThat(isServed(edge, KNOWN)).isTrue();
            writeTrustStore(file, OTHERS);
            await().atMost(PATIENCE).until(() -> isServed(edge, UNKNOWN));
            assertThat(isServed(edge, KNOWN)).isFalse();
        }
    }

    private static boolean isServed(HttpEdge edge, IssuedCertificate shown) throws Exception {
        try {
            return get(edge, HttpClient.Version.HTTP_1_1, shown).equals("hello");
        } catch (IOException refused) {
            return false;
        }
    }
}
