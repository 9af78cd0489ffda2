// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.bottledwater.cli.Replies;
import dev.bottledwater.cli.Run;
import dev.bottledwater.cli.StubServer;
import dev.bottledwater.wire.entity.KsqlEntity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ClientConfigTest {
    private static final String INFO =
            "{\"KsqlServerInfo\":{\"version\":\"9.9.9\",\"kafkaClusterId\":\"c\",\"ksqlServiceId\":\"s_\",\"serverStatus\":\"RUNNING\"}}";

    @TempDir Path home;

    private Path file(String text) throws IOException {
        return Files.writeString(home.resolve("client.properties"), text);
    }

    private static Run ksql(Path config, String url, String statement) {
        return Run.of(Map.of(), "ksql", "--config-file", config.toString(), "-e", statement, url);
    }

    @Test
    void propertiesGoWithStatements() throws IOException {
        try (StubServer server = new StubServer()) {
            server.answers(
                    "SHOW STREAMS;", new KsqlEntity.Streams("SHOW STREAMS;", List.of(), List.of()));
            Path config = file("ksql.streams.auto.offset.reset = earliest \n");
            assertThat(ksql(config, server.url(), "SHOW STREAMS;").err()).isEmpty();
            assertThat(server.requests().getFirst().streamsProperties())
                    .isEqualTo(Map.of("ksql.streams.auto.offset.reset", "earliest"));
        }
    }

    @Test
    void itsCertificatesAreTrustedAndNoOthers() throws Exception {
        Path store = home.resolve("store.p12");
        Process keytool =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                "changeit")
                        .redirectErrorStream(true)
                        .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        ClientConfig own =
                ClientConfig.read(
                        file(
                                "ssl.keystore.location=%s\nssl.keystore.password=changeit\n"
                                        .formatted(store)));
        HttpsServer server =
                HttpsServer.create(new InetSocketAddress(InetAddress.getByName("localhost"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own.tls()));
        server.createContext("/info", exchange -> Replies.send(exchange, 200, INFO));
        server.start();
        try {
            String url = "https://localhost:" + server.getAddress().getPort();
            Path trusting =
                    file(
                            "ssl.truststore.location=%s\nssl.truststore.password=changeit\nssl.truststore.type=PKCS12\n"
                                    .formatted(store));
            assertThat(ksql(trusting, url, "version").out()).contains("Server version: 9.9.9");
            assertThat(ksql(file(""), url, "version").status()).isEqualTo(69);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void whatCantBeReadIsToldInOneSentence() throws IOException {
        assertThat(ksql(home.resolve("none"), "localhost", "version").err())
                .startsWith("The properties file ");
        Path config = file("ssl.truststore.location=%s\n".formatted(home.resolve("none")));
        Run run = ksql(config, "localhost", "version");
        assertThat(run.status()).isEqualTo(78);
        assertThat(run.err()).startsWith("The certificates that ").doesNotContain("\tat ");
    }
}
