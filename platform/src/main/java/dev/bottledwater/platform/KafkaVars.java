// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import dev.bottledwater.platform.tls.Certificates;
import dev.bottledwater.platform.tls.ClientKey;
import dev.bottledwater.platform.tls.TlsMaterialException;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads how to reach Kafka from the variables of one attachment. */
final class KafkaVars {
    /** What brokers take in names, with the dot that a prefix ends in. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private static final Duration SOON = Duration.ofDays(30);

    private KafkaVars() {}

    static @Nullable KafkaSettings read(ConfigVars vars, Problems problems, Instant now) {
        Optional<String> attachment = KafkaAttachments.choose(vars, problems);
        if (attachment.isEmpty()) {
            return null;
        }
        String name = attachment.get();
        KafkaUrl url = KafkaUrl.parse(name + "_URL", vars.get(name + "_URL").orElse(""), problems);
        String prefix = prefix(name + "_PREFIX", vars, problems);
        Map<String, String> properties = new HashMap<>();
        properties.put("security.protocol", "PLAINTEXT");
        if (url != null && url.tls()) {
            properties.put("security.protocol", "SSL");
            properties.putAll(new Tls(name, vars, problems, now).properties());
        }
        if (url == null || problems.hasErrors()) {
            return null;
        }
        properties.put("bootstrap.servers", String.join(",", url.servers()));
        return new KafkaSettings(name, url.servers(), prefix, properties);
    }

    private static String prefix(String variable, ConfigVars vars, Problems problems) {
        String prefix = vars.get(variable).map(String::strip).orElse("");
        if (!prefix.isEmpty() && !PREFIX.matcher(prefix).matches()) {
            problems.error(
                    variable,
                    variable
                            + " is '"
                            + ServerVars.shortened(prefix)
                            + "', which can't begin a topic's name.",
                    "Set it to what heroku kafka:info shows as the prefix (it ends in a dot), or unset it on a "
                            + "dedicated cluster.");
        }
        return prefix;
    }

    /** The three variables of an attachment that hold PEM text. */
    private record Tls(String attachment, ConfigVars vars, Problems problems, Instant now) {

        /**
         * The hostname check is off because the brokers' certificates on Heroku hold no host names;
         * the cluster's own certificate authority is what is trusted (spec: Heroku's kafka-helper).
         */
        Map<String, String> properties() {
            Optional<Certificates> trusted = read("_TRUSTED_CERT", Certificates::read);
            Optional<Certificates> client = read("_CLIENT_CERT", Certificates::read);
            Optional<ClientKey> key = read("_CLIENT_CERT_KEY", ClientKey::read);
            trusted.ifPresent(
                    certificates ->
                            attempt(
                                    () -> {
                                        certificates.requireAnyValid(now);
                                        warnOfExpiry("_TRUSTED_CERT", certificates.lastExpiry());
                                    }));
            client.ifPresent(
                    certificates ->
                            attempt(
                                    () -> {
                                        certificates.requireFirstValid(now);
                                        warnOfExpiry("_CLIENT_CERT", certificates.firstExpiry());
                                    }));
            if (client.isPresent() && key.isPresent()) {
                attempt(() -> key.get().requireMatch(client.get()));
            }
            if (trusted.isEmpty() || client.isEmpty() || key.isEmpty()) {
                return Map.of();
            }
            return Map.of(
                    "ssl.keystore.type",
                    "PEM",
                    "ssl.keystore.key",
                    key.get().toPem(),
                    "ssl.keystore.certificate.chain",
                    client.get().toPem(),
                    "ssl.truststore.type",
                    "PEM",
                    "ssl.truststore.certificates",
                    trusted.get().toPem(),
                    "ssl.endpoint.identification.algorithm",
                    "");
        }

        private <T> Optional<T> read(String suffix, BiFunction<String, String, T> reader) {
            String variable = attachment + suffix;
            Optional<String> text = vars.get(variable);
            if (text.isEmpty()) {
                problems.error(
                        variable,
                        variable
                                + " isn't set, and "
                                + attachment
                                + "_URL asks for TLS (kafka+ssl://).",
                        "Set it to the PEM text that the cluster gave out; on Heroku the add-on sets it, so attach "
                                + "the cluster again.");
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

        private void warnOfExpiry(String suffix, Instant expiry) {
            if (expiry.isBefore(now.plus(SOON))) {
                String variable = attachment + suffix;
                long days = Duration.between(now, expiry).toDays();
                problems.warn(
                        variable,
                        "The certificate in "
                                + variable
                                + " expires on "
                                + TlsMaterialException.date(expiry)
                                + ", in "
                                + days
                                + (days == 1 ? " day." : " days."),
                        TlsMaterialException.RENEW);
            }
        }
    }
}
