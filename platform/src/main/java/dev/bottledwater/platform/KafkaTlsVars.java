// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import dev.bottledwater.platform.tls.Certificates;
import dev.bottledwater.platform.tls.ClientKey;
import dev.bottledwater.platform.tls.TlsMaterialException;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The three variables of an attachment that hold PEM text. */
record KafkaTlsVars(String attachment, ConfigVars vars, Problems problems, Instant now) {
    /**
     * What a client needs that the brokers know by its certificate. The hostname check is off
     * because the brokers' certificates on Heroku hold no host names; the cluster's own certificate
     * authority is what is trusted (spec: Heroku's kafka-helper).
     *
     * @return nothing after telling what is wrong
     */
    Map<String, String> knownByCertificate() {
        Optional<Certificates> trusted = trusted(true);
        Map<String, String> client = client();
        if (trusted.isEmpty() || client.isEmpty()) {
            return Map.of();
        }
        Map<String, String> properties = new HashMap<>(client);
        trust(trusted.get(), properties);
        properties.put("ssl.endpoint.identification.algorithm", "");
        return properties;
    }

    /**
     * What a client needs that the brokers know by a password, or not at all: the authorities to
     * trust, where they aren't those that Java knows. Host names are checked, or else anybody whom
     * one of those authorities knows could be handed the password.
     */
    Map<String, String> knownOtherwise() {
        Map<String, String> properties = new HashMap<>();
        trusted(false).ifPresent(certificates -> trust(certificates, properties));
        return properties;
    }

    private Optional<Certificates> trusted(boolean required) {
        Optional<Certificates> trusted = read("_TRUSTED_CERT", required, Certificates::read);
        trusted.ifPresent(
                certificates ->
                        attempt(
                                () -> {
                                    certificates.requireAnyValid(now);
                                    warnOfExpiry("_TRUSTED_CERT", certificates.lastExpiry());
                                }));
        return trusted;
    }

    private Map<String, String> client() {
        Optional<Certificates> client = read("_CLIENT_CERT", true, Certificates::read);
        Optional<ClientKey> key = read("_CLIENT_CERT_KEY", true, ClientKey::read);
        client.ifPresent(
                certificates ->
                        attempt(
                                () -> {
                                    certificates.requireFirstValid(now);
                                    warnOfExpiry("_CLIENT_CERT", certificates.firstExpiry());
                                }));
        if (client.isEmpty() || key.isEmpty()) {
            return Map.of();
        }
        attempt(() -> key.get().requireMatch(client.get()));
        return Map.of(
                "ssl.keystore.type", "PEM",
                "ssl.keystore.key", key.get().toPem(),
                "ssl.keystore.certificate.chain", client.get().toPem());
    }

    private static void trust(Certificates trusted, Map<String, String> properties) {
        properties.put("ssl.truststore.type", "PEM");
        properties.put("ssl.truststore.certificates", trusted.toPem());
    }

    private <T> Optional<T> read(
            String suffix, boolean required, BiFunction<String, String, T> reader) {
        String variable = attachment + suffix;
        Optional<String> text = vars.get(variable);
        if (text.isEmpty()) {
            if (required) {
                problems.error(
                        variable,
                        variable
                                + " isn't set, and "
                                + attachment
                                + "_URL asks for TLS (kafka+ssl://).",
                        "Set it to the PEM text that the cluster gave out; on Heroku the add-on sets it, so attach "
                                + "the cluster again. Where clients sign in with a password, set "
                                + attachment
                                + "_SASL_USERNAME; where with nothing, BW_KAFKA_AUTH=none.");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(variable, text.get()));
        } catch (TlsMaterialException unusable) {
            problems.error(variable, unusable.getMessage(), unusable.remedy());
            return Optional.empty();
        }
    }

    private void attempt(Runnable check) {
        try {
            check.run();
        } catch (TlsMaterialException unusable) {
            problems.error(unusable.variable(), unusable.getMessage(), unusable.remedy());
        }
    }

    private void warnOfExpiry(String suffix, Instant at) {
        CertificateExpiry expiry = new CertificateExpiry(attachment + suffix, at);
        problems.expires(expiry);
        expiry.warning(now)
                .ifPresent(soon -> problems.warn(soon.variable(), soon.message(), soon.remedy()));
    }
}
