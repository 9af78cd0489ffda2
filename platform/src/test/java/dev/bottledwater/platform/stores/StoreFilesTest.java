// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.KeyKind;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.devkit.tls.TestCertificates;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.Settings;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.List;
import java.util.Map;
import java.util.Properties;

class StoreFilesTest {
    private static final Secret PASSWORD = new Secret("correct\\horse");
    private static final TestCertificates OLD = TestCertificates.authority("old CA");
    private static final TestCertificates NEW = TestCertificates.authority("new CA");
    private static final IssuedCertificate CLIENT =
            OLD.issue(CertificateRequest.named("u7k2p9").withKeyKind(KeyKind.RSA_2048));

    @TempDir Path directory;

    /** While the authority is rotated there are two, and the key is in the oldest form. */
    private static KafkaSettings kafka() {
        return Settings.from(
                        ConfigVars.of(
                                Map.of(
                                        "KAFKA_URL",
                                        "kafka+ssl://broker.example.com:9096",
                                        "KAFKA_TRUSTED_CERT",
                                        OLD.certificatePem() + NEW.certificatePem(),
                                        "KAFKA_CLIENT_CERT",
                                        CLIENT.certificatePem(),
                                        "KAFKA_CLIENT_CERT_KEY",
                                        CLIENT.keyPem(PemKeyForm.PKCS1))))
                .kafka();
    }

    private static KeyStore load(Path file, StoreFormat format) throws Exception {
        KeyStore store = KeyStore.getInstance(format.type());
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.value().toCharArray());
        }
        return store;
    }

    @ParameterizedTest
    @EnumSource(value = StoreFormat.class, names = "PEM", mode = EnumSource.Mode.EXCLUDE)
    void javaReadsTheStores(StoreFormat format) throws Exception {
        StoreFiles.of(kafka()).write(directory, format, PASSWORD, false);

        String extension = format == StoreFormat.JKS ? ".jks" : ".p12";
        KeyStore keys = load(directory.resolve("keystore" + extension), format);
        assertThat(keys.getKey("kafka", PASSWORD.value().toCharArray()))
                .isEqualTo(CLIENT.privateKey());
        assertThat(keys.getCertificateChain("kafka")).containsExactly(CLIENT.certificate());
        KeyStore trusted = load(directory.resolve("truststore" + extension), format);
        assertThat(trusted.size()).isEqualTo(2);
        assertThat(trusted.getCertificateAlias(NEW.certificate())).isNotNull();
    }

    @ParameterizedTest
    @EnumSource(StoreFormat.class)
    void kafkaReadsTheProperties(StoreFormat format) throws Exception {
        List<Path> files = StoreFiles.of(kafka()).write(directory, format, PASSWORD, false);

        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(directory.resolve("client.properties"))) {
            properties.load(in);
        }
        assertThat(properties).containsEntry("bootstrap.servers", "broker.example.com:9096");
        Map<String, ?> configs = new AdminClientConfig(properties).values();
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(configs);
            assertThat(factory.keystore().size()).isEqualTo(1);
            assertThat(factory.truststore().size()).isEqualTo(2);
        }
        for (Path file : files) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .as("rights of %s", file)
                    .isEqualTo("rw-------");
        }
        try (var all = Files.list(directory)) {
            assertThat(all).as("no parts are left").containsExactlyInAnyOrderElementsOf(files);
        }
    }

    @Test
    void replacesNothingUnlessAskedTo() throws IOException {
        Path there = Files.writeString(directory.resolve("truststore.p12"), "precious");
        StoreFiles files = StoreFiles.of(kafka());
        assertThatThrownBy(() -> files.write(directory, StoreFormat.PKCS12, PASSWORD, false))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageContaining("truststore.p12");
        assertThat(there).hasContent("precious");
        assertThat(directory.resolve("keystore.p12")).doesNotExist();

        files.write(directory, StoreFormat.PKCS12, PASSWORD, true);
        assertThat(Files.size(there)).isGreaterThan(100);
    }

    @Test
    void thereIsNothingToWriteWithoutTls() {
        KafkaSettings plain =
                Settings.from(ConfigVars.of(Map.of("KAFKA_URL", "kafka://a:1"))).kafka();
        assertThatThrownBy(() -> StoreFiles.of(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The brokers know this client by no certificate, so there is nothing to write.");
    }
}
