// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.platform.tls.ServerIdentity;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

class HttpVarsTest {
    private static final IssuedCertificate SERVER =
            Vars.AUTHORITY.issue(
                    Vars.validFor(CertificateRequest.named("localhost"), Duration.ofDays(90)));
    private static final String CERT = SERVER.certificatePem();
    private static final String KEY = SERVER.keyPem(PemKeyForm.PKCS8);

    @Test
    void servesWithPemText() throws Exception {
        var settings = Vars.local().with("BW_HTTP_CERT", CERT).with("BW_HTTP_KEY", KEY).settings();

        assertThat(settings.warnings()).isEmpty();
        assertThat(certificate(settings.http().tls())).isEqualTo(SERVER.certificate());
        assertThat(settings.http().toString()).doesNotContain("BEGIN");
    }

    @Test
    void servesWithFilesAsKubernetesMountsThem(@TempDir Path directory) throws Exception {
        Path cert = Files.writeString(directory.resolve("tls.crt"), CERT);
        Path key = Files.writeString(directory.resolve("tls.key"), KEY);

        var http =
                Vars.local()
                        .with("BW_HTTP_CERT", cert.toString())
                        .with("BW_HTTP_KEY", key.toString())
                        .settings()
                        .http();

        assertThat(certificate(http.tls())).isEqualTo(SERVER.certificate());
        assertThat(
                        Vars.local()
                                .with("BW_HTTP_CERT", CERT)
                                .with("BW_HTTP_KEY", directory.resolve("none").toString())
                                .problem()
                                .message())
                .isEqualTo("BW_HTTP_KEY is neither PEM text nor a file that can be read.");
    }

    @Test
    void servesWithAKeyStoreByKsqlsNames(@TempDir Path directory) throws Exception {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "server",
                SERVER.privateKey(),
                "changeit".toCharArray(),
                new Certificate[] {SERVER.certificate()});
        Path file = written(store, directory);
        Vars vars = withStore(file).with("KSQL_LISTENERS", "https://0.0.0.0:8443");

        var settings = vars.settings();

        assertThat(settings.http().port()).isEqualTo(8443);
        assertThat(certificate(settings.http().tls())).isEqualTo(SERVER.certificate());
        assertThat(settings.warnings()).isEmpty();
        assertThat(vars.with("KSQL_SSL_KEY_PASSWORD", "other").problem().message())
                .startsWith("The key store '" + file + "' can't be read as PKCS12: ");
        assertThat(vars.with("KSQL_SSL_KEYSTORE_PASSWORD", "other").problem().message())
                .startsWith("The key store '" + file + "' can't be read as PKCS12: ");
        assertThat(vars.without("KSQL_SSL_KEYSTORE_PASSWORD").problem().message())
                .isEqualTo("KSQL_SSL_KEYSTORE_LOCATION is set, but its password isn't.");
    }

    @Test
    void aKeyStoreWithoutAKeyIsTold(@TempDir Path directory) throws Exception {
        var store = emptyStore();
        store.setCertificateEntry("server", SERVER.certificate());
        var file = written(store, directory);

        assertThat(withStore(file).problem().message())
                .isEqualTo("The key store '" + file + "' holds no private key.");
    }

    private static KeyStore emptyStore() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Path written(KeyStore store, Path directory) throws Exception {
        Path file = directory.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        return file;
    }

    private static Vars withStore(Path file) {
        return Vars.local()
                .with("KSQL_SSL_KEYSTORE_LOCATION", file.toString())
                .with("KSQL_SSL_KEYSTORE_TYPE", "PKCS12")
                .with("KSQL_SSL_KEYSTORE_PASSWORD", "changeit");
    }

    private static Certificate certificate(ServerIdentity identity) throws Exception {
        KeyStore store = Objects.requireNonNull(identity).keyStore();
        String alias = store.aliases().nextElement();
        assertThat(store.getKey(alias, identity.keyPassword().toCharArray())).isNotNull();
        return store.getCertificate(alias);
    }

    @Test
    void saysWhatIsWrongWithACertificate() {
        assertThat(Vars.local().with("BW_HTTP_CERT", CERT).problem())
                .isEqualTo(
                        new Problem(
                                "BW_HTTP_KEY",
                                "BW_HTTP_KEY isn't set, but its counterpart is.",
                                "Set BW_HTTP_CERT to the certificate with its chain and BW_HTTP_KEY to its key: PEM text, or"
                                        + " files that hold it."));
        assertThat(
                        Vars.local()
                                .with("BW_HTTP_CERT", CERT)
                                .with("BW_HTTP_KEY", Vars.CLIENT.keyPem(PemKeyForm.PKCS8))
                                .problem()
                                .message())
                .isEqualTo(
                        "The private key in BW_HTTP_KEY doesn't belong to the certificate in BW_HTTP_CERT.");
        assertThat(Vars.local().with("KSQL_LISTENERS", "https://0.0.0.0:8443").problem().message())
                .isEqualTo("KSQL_LISTENERS asks for https, but there is no certificate.");
    }

    @Test
    void warnsOfAnExpiredCertificateAndServesWithIt() {
        IssuedCertificate old =
                Vars.AUTHORITY.issue(
                        CertificateRequest.named("localhost")
                                .withValidity(
                                        Vars.NOW.minus(Duration.ofDays(9)),
                                        Vars.NOW.minus(Duration.ofDays(2))));

        var settings =
                Vars.local()
                        .with("BW_HTTP_CERT", old.certificatePem())
                        .with("BW_HTTP_KEY", old.keyPem(PemKeyForm.PKCS8))
                        .settings();

        assertThat(settings.http().tls()).isNotNull();
        assertThat(settings.warnings())
                .singleElement()
                .satisfies(
                        warning ->
                                assertThat(warning.message())
                                        .startsWith(
                                                "The certificate in BW_HTTP_CERT expired on 2026-11-22"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://0.0.0.0:8089||8089",
                "http://0.0.0.0:8089|9000|9000",
                "|9000|9000",
            })
    void takesThePortOfTheListenerWhereThereIsNoOther(String listener, String port, int expected) {
        Vars vars = Vars.local();
        if (listener != null) {
            vars.with("KSQL_LISTENERS", listener);
        }
        if (port != null) {
            vars.with("PORT", port);
        }
        assertThat(vars.settings().http().port()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8088", "ftp://x:1", "http://x", "http://a:1,http://b:2", "http://a b:1"})
    void refusesListenersThatAreNoUrlOfAPort(String listener) {
        assertThat(Vars.local().with("KSQL_LISTENERS", listener).problem().message())
                .isEqualTo("KSQL_LISTENERS is '" + listener + "', which isn't one URL of a port.");
    }

    @Test
    void readsTheSitesWhosePagesMayCall() {
        assertThat(
                        Vars.local()
                                .with("BW_CORS_ORIGINS", "https://A.example, http://localhost:5173")
                                .settings()
                                .http()
                                .corsOrigins())
                .containsExactlyInAnyOrder("https://a.example", "http://localhost:5173");
        assertThat(
                        Vars.local()
                                .with("KSQL_ACCESS_CONTROL_ALLOW_ORIGIN", "*")
                                .settings()
                                .http()
                                .corsOrigins())
                .containsExactly("*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.example", "https://a.example/", "https://u@a.example", "null"})
    void refusesWhatIsNoOrigin(String origin) {
        assertThat(Vars.local().with("BW_CORS_ORIGINS", origin).problem().message())
                .isEqualTo("BW_CORS_ORIGINS has '" + origin + "', which is no origin.");
    }

    @Test
    void refusesLogFormatsThatItDoesNotKnow() {
        assertThat(LogFormat.of(Vars.local().with("BW_LOG_FORMAT", " JSON").vars()))
                .isEqualTo(LogFormat.JSON);
        assertThat(LogFormat.of(Vars.local().vars())).isEqualTo(LogFormat.TEXT);
        assertThat(Vars.local().with("BW_LOG_FORMAT", "xml").problem().message())
                .isEqualTo("BW_LOG_FORMAT is 'xml', which is neither text nor json.");
    }

    @Test
    void countsTheProxiesInFront() {
        assertThat(Vars.local().settings().http().trustedProxies()).isZero();
        assertThat(Vars.dyno().settings().http().trustedProxies()).isEqualTo(1);
        assertThat(Vars.dyno().with("BW_TRUSTED_PROXIES", "2").settings().http().trustedProxies())
                .isEqualTo(2);
        assertThat(Vars.local().with("BW_TRUSTED_PROXIES", "some").problem().message())
                .isEqualTo("BW_TRUSTED_PROXIES is 'some', which isn't a number from 0 to 9.");
    }

    @Test
    void saysWhereOthersReachThePort() {
        assertThat(Vars.local().settings().http().advertisedUrl()).isEmpty();
        var own = Vars.local().with("BW_ADVERTISED_URL", "http://10.0.0.7:8080/");
        assertThat(own.settings().http().advertisedUrl()).isEqualTo("http://10.0.0.7:8080");
        var ksql = Vars.local().with("KSQL_KSQL_ADVERTISED_LISTENER", "https://one.example.com");
        assertThat(ksql.settings().http().advertisedUrl()).isEqualTo("https://one.example.com");
        assertThat(ksql.settings().passed().ksql()).doesNotContainKey("ksql.advertised.listener");
        for (var wrong :
                List.of("10.0.0.7:8080", "http://me:pw@host", "http://host/path", "kafka://h")) {
            assertThat(Vars.local().with("BW_ADVERTISED_URL", wrong).problem().message())
                    .isEqualTo(
                            "BW_ADVERTISED_URL is '" + wrong + "', which isn't the URL of a port.");
        }
    }

    @Test
    void dynosOfAPrivateSpaceReachEachOther() {
        var dyno = Vars.dyno().with("HEROKU_PRIVATE_IP", "10.1.2.3").with("PORT", "41234");
        assertThat(dyno.settings().http().advertisedUrl()).isEqualTo("http://10.1.2.3:41234");
        assertThat(
                        Vars.dyno()
                                .with("HEROKU_PRIVATE_IP", "10.1.2.3")
                                .with("BW_HTTP_CERT", CERT)
                                .with("BW_HTTP_KEY", KEY)
                                .settings()
                                .http()
                                .advertisedUrl())
                .as("a certificate for the address")
                .isEmpty();
        assertThat(dyno.with("BW_ADVERTISED_URL", "off").settings().http().advertisedUrl())
                .isEmpty();
    }

    @Test
    void asksClientsForCertificates() {
        var tls = Vars.local().with("BW_HTTP_CERT", CERT).with("BW_HTTP_KEY", KEY);
        assertThat(tls.settings().http().tls().clients()).isNull();
        var ca = tls.with("BW_HTTP_CLIENT_CA", Vars.AUTHORITY.certificatePem());
        assertThat(ca.settings().http().tls().clients().required()).isTrue();
        assertThat(
                        ca.with("KSQL_SSL_CLIENT_AUTHENTICATION", "requested")
                                .settings()
                                .http()
                                .tls()
                                .clients()
                                .required())
                .isFalse();
        assertThat(
                        ca.with("KSQL_SSL_CLIENT_AUTHENTICATION", "NONE")
                                .settings()
                                .http()
                                .tls()
                                .clients())
                .isNull();
        assertThat(ca.with("KSQL_SSL_CLIENT_AUTH", "true").settings().passed().ksql()).isEmpty();
    }

    @Test
    void saysWhyClientsCantBeAskedForCertificates() {
        var tls = Vars.local().with("BW_HTTP_CERT", CERT).with("BW_HTTP_KEY", KEY);
        var asked = tls.with("KSQL_SSL_CLIENT_AUTHENTICATION", "REQUIRED");
        assertThat(asked.problem().message())
                .isEqualTo(
                        "KSQL_SSL_CLIENT_AUTHENTICATION asks clients for certificates, but nothing says who may have signed them.");
        assertThat(asked.with("KSQL_SSL_TRUSTSTORE_LOCATION", "nowhere.p12").problem().message())
                .startsWith("The trust store 'nowhere.p12' can't be read as JKS");
        assertThat(asked.with("BW_HTTP_CLIENT_CA", KEY).problem().message())
                .isEqualTo("BW_HTTP_CLIENT_CA holds a private key where a certificate belongs.");
        assertThat(tls.with("KSQL_SSL_CLIENT_AUTHENTICATION", "MAYBE").problem().message())
                .isEqualTo("KSQL_SSL_CLIENT_AUTHENTICATION is 'MAYBE'.");
        assertThat(
                        Vars.local()
                                .with("BW_HTTP_CLIENT_CA", Vars.AUTHORITY.certificatePem())
                                .problem()
                                .message())
                .isEqualTo(
                        "BW_HTTP_CLIENT_CA asks clients for certificates, but the port isn't served with TLS.");
    }
}
