// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.devkit.tls.TestCertificates;
import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.HttpSettings;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.tls.Certificates;
import dev.bottledwater.platform.tls.ClientKey;
import dev.bottledwater.platform.tls.ServerIdentity;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.server.fake.TestServer;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

@Timeout(120)
class TlsEdgeTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final TestCertificates AUTHORITY = TestCertificates.authority("CA");
    private static final IssuedCertificate CERTIFICATE =
            AUTHORITY.issue(CertificateRequest.named("localhost").withDnsNames("localhost"));

    @ParameterizedTest
    @EnumSource(
            value = HttpClient.Version.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void servesBothProtocolsWithinTls(HttpClient.Version version) throws Exception {
        var push =
                new FakeRowStream(
                        "q", Kind.PUSH, List.of(new ResultColumn("K", Primitive.STRING, false)));
        try (TestServer server = server();
                HttpClient client = client()) {
            server.engine.onQuery("Q", () -> push);
            HttpResponse<InputStream> response =
                    client.send(
                            request(server, "/query-stream")
                                    .version(version)
                                    .POST(BodyPublishers.ofString("{\"sql\":\"Q\"}"))
                                    .build(),
                            BodyHandlers.ofInputStream());

            assertThat(response.version()).isEqualTo(version);
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
                assertThat(lines.readLine()).contains("\"columnNames\":[\"K\"]");
                push.row("a");
                assertThat(lines.readLine()).isEqualTo("[\"a\"]");
                push.end(null);
                assertThat(lines.readLine()).isNull();
            }
        }
    }

    @Test
    void goesOnAsWebSocketWithinTls() throws Exception {
        var first = new CompletableFuture<String>();
        try (TestServer server = server();
                HttpClient client = client()) {
            server.engine.onQuery(
                    "Q", () -> new FakeRowStream("q", Kind.PUSH, List.of()).row().end(null));
            client.newWebSocketBuilder()
                    .header("Authorization", "Basic dmk6dmlldw==")
                    .buildAsync(
                            URI.create(
                                    "wss://localhost:"
                                            + server.edge.port()
                                            + "/ws/query?request=%7B%22ksql%22:%22Q%22%7D"),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onText(
                                        WebSocket socket, CharSequence data, boolean last) {
                                    first.complete(data.toString());
                                    return null;
                                }
                            })
                    .join();
            assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo("[]");
            // Closing waits for channels that are open.
            client.shutdownNow();
        }
    }

    @Test
    void takesTheNewCertificateOfFilesThatWereReplaced(@TempDir Path directory) throws Exception {
        Path cert = directory.resolve("tls.crt");
        Path key = directory.resolve("tls.key");
        write(cert, key, CERTIFICATE, 1000);
        var identity =
                Settings.from(
                                ConfigVars.of(
                                        Map.of(
                                                "KAFKA_URL", "kafka://localhost:1",
                                                "BW_HTTP_CERT", cert.toString(),
                                                "BW_HTTP_KEY", key.toString())),
                                directory)
                        .http()
                        .tls();
        try (HttpEdge edge =
                new HttpEdge(
                        new EdgeSettings(0, Duration.ofMinutes(2), identity, Duration.ofMillis(50)),
                        exchange -> exchange.answer(Answer.text(200, "hello")))) {
            edge.start();
            assertThat(served(edge.port())).isEqualTo(CERTIFICATE.certificate());

            // One file is there before the other: what doesn't fit isn't taken.
            Files.writeString(key, "nonsense");
            await().atMost(PATIENCE)
                    .during(Duration.ofMillis(200))
                    .untilAsserted(
                            () ->
                                    assertThat(served(edge.port()))
                                            .isEqualTo(CERTIFICATE.certificate()));

            var renewed =
                    AUTHORITY.issue(
                            CertificateRequest.named("localhost").withDnsNames("localhost"));
            write(cert, key, renewed, 2000);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(served(edge.port())).isEqualTo(renewed.certificate()));
        }
    }

    private static void write(Path cert, Path key, IssuedCertificate issued, long millis)
            throws IOException {
        Files.writeString(cert, issued.certificatePem());
        Files.writeString(key, issued.keyPem(PemKeyForm.PKCS8));
        Files.setLastModifiedTime(cert, FileTime.fromMillis(millis));
        Files.setLastModifiedTime(key, FileTime.fromMillis(millis));
    }

    /** With a client of its own: connections keep the certificate that they began with. */
    private static Certificate served(int port) throws Exception {
        try (HttpClient client = client()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create("https://localhost:" + port)).build(),
                            BodyHandlers.ofString())
                    .sslSession()
                    .orElseThrow()
                    .getPeerCertificates()[0];
        }
    }

    @Test
    void answersNothingInClearText() throws Exception {
        try (TestServer server = server();
                HttpClient client = HttpClient.newHttpClient()) {
            var clear =
                    HttpRequest.newBuilder(
                                    URI.create("http://localhost:" + server.edge.port() + "/info"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build();
            assertThatThrownBy(() -> client.send(clear, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static TestServer server() {
        var identity =
                ServerIdentity.of(
                        Certificates.read("CERT", CERTIFICATE.certificatePem()),
                        ClientKey.read("KEY", CERTIFICATE.keyPem(PemKeyForm.PKCS8)));
        return new TestServer(new HttpSettings(0, false, Set.of(), 0, identity, ""));
    }

    private static HttpRequest.Builder request(TestServer server, String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + server.edge.port() + path))
                .header("Authorization", "Basic dmk6dmlldw==");
    }

    private static HttpClient client() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", AUTHORITY.certificate());
        TrustManagerFactory managers =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }
}
