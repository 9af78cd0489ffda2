// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.KafkaAuth;
import dev.bottledwater.platform.KafkaSettings;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns what Kafka's client throws into one sentence that names the config var to look at. */
final class KafkaFailure {
    private static final Pattern ALERT = Pattern.compile("fatal alert: (\\w+)");

    private KafkaFailure() {}

    static Finding explain(Throwable thrown, KafkaSettings kafka, Duration timeout) {
        Throwable failure = unwrap(thrown);
        String url = kafka.variable("URL");
        return switch (failure) {
            case SslAuthenticationException tls -> tls(tls, kafka);
            case SaslAuthenticationException denied when kafka.auth() == KafkaAuth.PASSWORD ->
                    Finding.error(
                            kafka.variable("SASL_PASSWORD"),
                            "The brokers refuse the user and password of "
                                    + kafka.variable("SASL_USERNAME")
                                    + ": "
                                    + text(denied),
                            "Set them anew, and check the mechanism ("
                                    + kafka.variable("SASL_MECHANISM")
                                    + ").");
            case UnsupportedSaslMechanismException unknown ->
                    Finding.error(
                            kafka.variable("SASL_MECHANISM"),
                            "The brokers know other ways of signing in: " + text(unknown),
                            "Set " + kafka.variable("SASL_MECHANISM") + " to one that they know.");
            case AuthenticationException denied ->
                    Finding.error(
                            url,
                            "The brokers want another way of signing in: " + text(denied),
                            "For a user and a password set "
                                    + kafka.variable("SASL_USERNAME")
                                    + " and "
                                    + kafka.variable("SASL_PASSWORD")
                                    + "; for a certificate, write the URL as kafka+ssl://.");
            case AuthorizationException denied ->
                    Finding.error(
                            url,
                            "The brokers deny this to the Kafka user: " + text(denied),
                            "Give the user that right.");
            case TimeoutException silent ->
                    Finding.error(
                            url,
                            "The brokers in "
                                    + url
                                    + " take connections but didn't answer as Kafka within "
                                    + timeout.toMillis()
                                    + " ms.",
                            kafka.tls()
                                    ? "Wait if the cluster is still starting (heroku kafka:wait); else check that the port "
                                            + "speaks TLS as kafka+ssl:// says."
                                    : "Wait if the cluster is still starting; else check whether the port wants TLS, which "
                                            + "kafka+ssl:// asks for.");
            case UnsupportedVersionException _ -> tooOld(kafka);
            default ->
                    Finding.error(
                            url,
                            "Kafka can't be used: "
                                    + failure.getClass().getSimpleName()
                                    + ": "
                                    + text(failure),
                            "Check the cluster with heroku kafka:info.");
        };
    }

    /** The oldest that a pipeline and a query were run on is 2.4.1. */
    static Finding tooOld(KafkaSettings kafka) {
        return Finding.error(
                kafka.variable("URL"),
                "The brokers in "
                        + kafka.variable("URL")
                        + " are older than Kafka 2.4, which is the oldest that works here.",
                "Upgrade the cluster; heroku kafka:info shows its version, and heroku kafka:upgrade --version changes it.");
    }

    private static Finding tls(SslAuthenticationException failure, KafkaSettings kafka) {
        String trusted = kafka.variable("TRUSTED_CERT");
        String client = kafka.variable("CLIENT_CERT");
        if (causes(failure).anyMatch(CertificateExpiredException.class::isInstance)) {
            return Finding.error(
                    kafka.variable("URL"),
                    "The brokers' certificate has expired.",
                    "Renew it where the brokers run; on Heroku open a support ticket.");
        }
        if (causes(failure).anyMatch(CertPathBuilderException.class::isInstance)) {
            return Finding.error(
                    trusted,
                    "The brokers' certificate isn't signed by any authority in " + trusted + ".",
                    "Set "
                            + trusted
                            + " to the authority's certificate; on Heroku it follows a rotation by itself, "
                            + "so restart the dynos and check that all variables come from one attachment.");
        }
        Optional<String> alert =
                causes(failure)
                        .map(cause -> ALERT.matcher(text(cause)))
                        .filter(Matcher::find)
                        .map(matcher -> matcher.group(1))
                        .findFirst();
        if (alert.isPresent()) {
            return Finding.error(
                    client,
                    "The brokers refuse the certificate in "
                            + client
                            + " (TLS alert "
                            + alert.get()
                            + ").",
                    "Check that "
                            + client
                            + " and "
                            + kafka.variable("URL")
                            + " belong to the same cluster; heroku kafka:credentials --reset issues a new one.");
        }
        return Finding.error(
                kafka.variable("URL"),
                "The TLS handshake with the brokers failed: " + text(deepest(failure)),
                "Check that the port speaks TLS and that all variables come from one attachment.");
    }

    /** Returns the exception itself, out of what futures wrap around it. */
    static Throwable unwrap(Throwable thrown) {
        Throwable failure = thrown;
        while ((failure instanceof ExecutionException || failure instanceof CompletionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        return failure;
    }

    private static Stream<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private static Throwable deepest(Throwable thrown) {
        return causes(thrown).reduce((first, second) -> second).orElse(thrown);
    }

    /** Returns the message, ending in one full stop. */
    static String text(Throwable thrown) {
        String message =
                thrown.getMessage() == null
                        ? thrown.getClass().getSimpleName()
                        : thrown.getMessage().strip();
        return message.endsWith(".") ? message : message + ".";
    }
}
