// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * A properties file of KSQL's command line: {@code ssl.*} are the client's certificates, by Kafka's
 * names; all others go with each statement, as if they were SET.
 *
 * @param properties of the session
 * @param tls null when the file names no certificates
 */
public record ClientConfig(Map<String, String> properties, @Nullable SSLContext tls) {
    /** Nothing is configured. */
    public static final ClientConfig NONE = new ClientConfig(Map.of(), null);

    private static final String TLS = "ssl.";

    /**
     * Reads a file.
     *
     * @throws CommandFailedException when it can't be read, or a store that it names can't be
     */
    public static ClientConfig read(Path file) {
        Properties all = new Properties();
        try (InputStream stream = Files.newInputStream(file)) {
            all.load(stream);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "The properties file %s can't be read: %s."
                            .formatted(file, unreadable.getMessage()),
                    unreadable);
        }
        Map<String, String> properties = new TreeMap<>();
        Map<String, String> tls = new TreeMap<>();
        for (String name : all.stringPropertyNames()) {
            (name.startsWith(TLS) ? tls : properties).put(name, all.getProperty(name).strip());
        }
        try {
            return new ClientConfig(properties, context(tls));
        } catch (GeneralSecurityException | IOException wrong) {
            throw new CommandFailedException(
                    ExitCode.CONFIGURATION,
                    "The certificates that %s names can't be used: %s."
                            .formatted(file, wrong.getMessage()),
                    wrong);
        }
    }

    private static @Nullable SSLContext context(Map<String, String> tls)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = store(tls, "ssl.truststore");
        KeyStore own = store(tls, "ssl.keystore");
        if (trusted == null && own == null) {
            return null;
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(own, tls), trust(trusted), null);
        return context;
    }

    private static @Nullable KeyStore store(Map<String, String> tls, String prefix)
            throws GeneralSecurityException, IOException {
        String location = tls.get(prefix + ".location");
        if (location == null) {
            return null;
        }
        String type = tls.getOrDefault(prefix + ".type", KeyStore.getDefaultType());
        KeyStore store = KeyStore.getInstance(type.toUpperCase(Locale.ROOT));
        try (InputStream stream = Files.newInputStream(Path.of(location))) {
            store.load(stream, password(tls, prefix + ".password"));
        }
        return store;
    }

    private static char @Nullable [] password(Map<String, String> tls, String name) {
        String password = tls.get(name);
        return password == null ? null : password.toCharArray();
    }

    private static KeyManager @Nullable [] keys(@Nullable KeyStore own, Map<String, String> tls)
            throws GeneralSecurityException {
        if (own == null) {
            return null;
        }
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        char[] password = password(tls, "ssl.key.password");
        factory.init(own, password == null ? password(tls, "ssl.keystore.password") : password);
        return factory.getKeyManagers();
    }

    private static TrustManager @Nullable [] trust(@Nullable KeyStore trusted)
            throws GeneralSecurityException {
        if (trusted == null) {
            return null;
        }
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        return factory.getTrustManagers();
    }
}
