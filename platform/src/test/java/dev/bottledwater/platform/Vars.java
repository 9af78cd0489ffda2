// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.KeyKind;
import dev.bottledwater.devkit.tls.PemKeyForm;
import dev.bottledwater.devkit.tls.TestCertificates;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Config vars for tests, and what becomes of them. */
final class Vars {
    static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    static final Path HOME = Path.of("/opt/bottled-water");
    static final TestCertificates AUTHORITY =
            TestCertificates.authority(
                    validFor(CertificateRequest.named("CA"), Duration.ofDays(900)));
    static final IssuedCertificate CLIENT =
            AUTHORITY.issue(
                    validFor(
                            CertificateRequest.named("u7k2p9").withKeyKind(KeyKind.RSA_2048),
                            Duration.ofDays(400)));

    private final Map<String, String> values = new HashMap<>();

    private Vars() {}

    static Vars none() {
        return new Vars();
    }

    /** A broker without TLS and a password: nothing to warn of. */
    static Vars local() {
        return none().with("KAFKA_URL", "kafka://localhost:9092")
                .with("BW_PASSWORD", "correct horse");
    }

    /** What a dyno with a dedicated plan finds. */
    static Vars dyno() {
        return none().with(
                        "KAFKA_URL",
                        "kafka+ssl://ec2-1.example.com:9096,kafka+ssl://ec2-2.example.com:9096")
                .with("KAFKA_TRUSTED_CERT", AUTHORITY.certificatePem())
                .with("KAFKA_CLIENT_CERT", CLIENT.certificatePem())
                .with("KAFKA_CLIENT_CERT_KEY", CLIENT.keyPem(PemKeyForm.PKCS1))
                .with("DATABASE_URL", "postgres://u5:p%40ss@db.example.com:5432/d7")
                .with("PORT", "41234")
                .with("DYNO", "web.1")
                .with("BW_CLUSTER", "shop")
                .with("BW_PASSWORD", "correct horse");
    }

    static CertificateRequest validFor(CertificateRequest request, Duration duration) {
        return request.withValidity(NOW.minus(Duration.ofDays(1)), NOW.plus(duration));
    }

    Vars with(String name, String value) {
        values.put(name, value);
        return this;
    }

    Vars without(String name) {
        values.remove(name);
        return this;
    }

    ConfigVars vars() {
        return ConfigVars.of(values);
    }

    Settings settings() {
        return Settings.from(vars(), HOME, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    List<Problem> problems() {
        return catchThrowableOfType(ConfigurationException.class, this::settings).problems();
    }

    /** The only problem, for tests of one bad input. */
    Problem problem() {
        List<Problem> problems = problems();
        if (problems.size() != 1) {
            throw new AssertionError("Expected one problem: " + problems);
        }
        return problems.getFirst();
    }
}
