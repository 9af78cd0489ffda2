// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.stores;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.tls.Certificates;
import dev.bottledwater.platform.tls.ClientKey;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a cluster's key and certificates as files for tools that can't read config vars. Only
 * their owner may read them.
 */
public final class StoreFiles {
    private static final String KEY = "kafka";
    private static final String OWNER_ONLY = "rw-------";

    private final Certificates client;
    private final ClientKey key;
    private final Certificates trusted;
    private final KafkaSettings kafka;

    private StoreFiles(
            Certificates client, ClientKey key, Certificates trusted, KafkaSettings kafka) {
        this.client = client;
        this.key = key;
        this.trusted = trusted;
        this.kafka = kafka;
    }

    /**
     * Takes what the settings hold.
     *
     * @throws IllegalArgumentException when the client has no certificate
     */
    public static StoreFiles of(KafkaSettings kafka) {
        Map<String, String> properties = kafka.clientProperties();
        String keyText = properties.get("ssl.keystore.key");
        String clientText = properties.get("ssl.keystore.certificate.chain");
        String trustedText = properties.get("ssl.truststore.certificates");
        if (keyText == null || clientText == null || trustedText == null) {
            throw new IllegalArgumentException(
                    "The brokers know this client by no certificate, so there is nothing to write.");
        }
        return new StoreFiles(
                Certificates.read(kafka.variable("CLIENT_CERT"), clientText),
                ClientKey.read(kafka.variable("CLIENT_CERT_KEY"), keyText),
                Certificates.read(kafka.variable("TRUSTED_CERT"), trustedText),
                kafka);
    }

    /**
     * Writes the files: all of them, or none where one is there already.
     *
     * @param directory made where it is missing
     * @param password of the stores, at least 6 letters; without effect for PEM
     * @param replace whether files that are there are replaced
     * @return what was written, by name
     * @throws FileAlreadyExistsException when one is there and isn't to be replaced
     * @throws IOException when one can't be written
     */
    public List<Path> write(Path directory, StoreFormat format, Secret password, boolean replace)
            throws IOException {
        Map<String, byte[]> files = content(directory, format, password);
        for (String name : files.keySet()) {
            Path file = directory.resolve(name);
            if (!replace && Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
        }
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, attributes(directory, "rwx------"));
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            write(directory, file.getKey(), file.getValue());
        }
        return files.keySet().stream().map(directory::resolve).toList();
    }

    private Map<String, byte[]> content(Path directory, StoreFormat format, Secret password) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        String keyStore = "keystore." + format.extension();
        String trustStore = "truststore." + format.extension();
        if (format == StoreFormat.PEM) {
            files.put("client-key.pem", key.toPem().getBytes(UTF_8));
            files.put("client-cert.pem", client.toPem().getBytes(UTF_8));
            // Kafka's clients want both in one file.
            files.put(keyStore, (key.toPem() + client.toPem()).getBytes(UTF_8));
            files.put(trustStore, trusted.toPem().getBytes(UTF_8));
        } else {
            files.put(keyStore, keyStore(format, password));
            files.put(trustStore, trustStore(format, password));
        }
        Path absolute = directory.toAbsolutePath().normalize();
        files.put(
                "client.properties",
                properties(
                                absolute.resolve(keyStore),
                                absolute.resolve(trustStore),
                                format,
                                password)
                        .getBytes(UTF_8));
        return files;
    }

    private byte[] keyStore(StoreFormat format, Secret password) {
        return store(
                format,
                password,
                store ->
                        store.setKeyEntry(
                                KEY,
                                key.privateKey(),
                                password.value().toCharArray(),
                                client.certificates().toArray(Certificate[]::new)));
    }

    /** Every authority, of which there are several while one is rotated. */
    private byte[] trustStore(StoreFormat format, Secret password) {
        return store(
                format,
                password,
                store -> {
                    int number = 0;
                    for (X509Certificate certificate : trusted.certificates()) {
                        store.setCertificateEntry("authority-" + number++, certificate);
                    }
                });
    }

    @FunctionalInterface
    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }

    private static byte[] store(StoreFormat format, Secret password, Filling filling) {
        try {
            KeyStore store = KeyStore.getInstance(format.type());
            store.load(null, null);
            filling.fill(store);
            var bytes = new ByteArrayOutputStream();
            store.store(bytes, password.value().toCharArray());
            return bytes.toByteArray();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JVM can't write " + format.type() + ".", e);
        }
    }

    /** What Kafka's own tools take with {@code --command-config} and the like. */
    private String properties(Path keyStore, Path trustStore, StoreFormat format, Secret password) {
        StringBuilder text = new StringBuilder();
        line(text, "bootstrap.servers", String.join(",", kafka.bootstrapServers()));
        line(text, "security.protocol", "SSL");
        line(text, "ssl.keystore.type", format.type());
        line(text, "ssl.keystore.location", keyStore.toString());
        line(text, "ssl.truststore.type", format.type());
        line(text, "ssl.truststore.location", trustStore.toString());
        if (format.hasPassword()) {
            line(text, "ssl.keystore.password", password.value());
            line(text, "ssl.key.password", password.value());
            line(text, "ssl.truststore.password", password.value());
        }
        line(
                text,
                "ssl.endpoint.identification.algorithm",
                kafka.clientProperties()
                        .getOrDefault("ssl.endpoint.identification.algorithm", "https"));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append('=').append(value.replace("\\", "\\\\")).append('\n');
    }

    /** Nobody else may read it at any moment, and whoever reads it sees all of it. */
    private static void write(Path directory, String name, byte[] content) throws IOException {
        Path part =
                Files.createTempFile(
                        directory, ".certs-", ".part", attributes(directory, OWNER_ONLY));
        try {
            Files.write(part, content);
            Files.move(
                    part,
                    directory.resolve(name),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Windows has other rights than POSIX, and gives files to their owner. */
    private static FileAttribute<?>[] attributes(Path place, String rights) {
        return place.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))
                }
                : new FileAttribute<?>[0];
    }
}
