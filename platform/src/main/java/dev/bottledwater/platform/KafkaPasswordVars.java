// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The variables of an attachment for brokers that ask for a user name and a password (SASL). */
record KafkaPasswordVars(String attachment, ConfigVars vars, Problems problems) {
    private static final String PLAIN = "PLAIN";
    private static final List<String> MECHANISMS = List.of(PLAIN, "SCRAM-SHA-256", "SCRAM-SHA-512");

    /** What a client needs to sign in; nothing after telling what is wrong. */
    Map<String, String> properties(boolean tls) {
        Optional<String> user = required("_SASL_USERNAME");
        Optional<String> password = required("_SASL_PASSWORD");
        Optional<String> mechanism = mechanism();
        if (user.isEmpty() || password.isEmpty() || mechanism.isEmpty()) {
            return Map.of();
        }
        if (!tls) {
            problems.warn(
                    attachment + "_URL",
                    attachment
                            + "_URL is kafka://, so "
                            + (mechanism.get().equals(PLAIN)
                                    ? "the password goes over the network as it is."
                                    : "what is read and written can be seen on the network."),
                    "Use kafka+ssl:// where the brokers have TLS.");
        }
        String module =
                mechanism.get().equals(PLAIN)
                        ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                        : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return Map.of(
                "sasl.mechanism",
                mechanism.get(),
                "sasl.jaas.config",
                "%s required username=%s password=%s;"
                        .formatted(module, quoted(user.get()), quoted(password.get())));
    }

    private Optional<String> mechanism() {
        String variable = attachment + "_SASL_MECHANISM";
        String mechanism =
                vars.get(variable).map(said -> said.strip().toUpperCase(Locale.ROOT)).orElse(PLAIN);
        if (MECHANISMS.contains(mechanism)) {
            return Optional.of(mechanism);
        }
        problems.error(
                variable,
                variable
                        + " is '"
                        + ServerVars.shortened(mechanism)
                        + "', where "
                        + String.join(", ", MECHANISMS)
                        + " are known.",
                Suggestion.sentence(mechanism, MECHANISMS)
                        + "Set it to what the cluster's operator says; unset it is PLAIN.");
        return Optional.empty();
    }

    private Optional<String> required(String suffix) {
        String variable = attachment + suffix;
        Optional<String> value = vars.get(variable);
        if (value.isEmpty()) {
            problems.error(
                    variable,
                    variable
                            + " isn't set, and the brokers are to be signed in to with a password.",
                    "Set both "
                            + attachment
                            + "_SASL_USERNAME and "
                            + attachment
                            + "_SASL_PASSWORD.");
        } else if (value.get().chars().anyMatch(Character::isISOControl)) {
            problems.error(
                    variable,
                    variable + " holds a control character, such as the end of a line.",
                    "Set it without.");
            return Optional.empty();
        }
        return value;
    }

    /** As JAAS's grammar wants it, in which a backslash and a quote are escaped by a backslash. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
