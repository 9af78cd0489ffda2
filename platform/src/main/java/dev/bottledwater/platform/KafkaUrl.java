// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The brokers of a {@code KAFKA_URL}: comma-separated, each with its scheme.
 *
 * @param tls whether the scheme was {@code kafka+ssl} (else {@code kafka})
 * @param servers {@code host:port} of each broker, at least one
 */
record KafkaUrl(boolean tls, List<String> servers) {
    private static final List<String> SCHEMES = List.of("kafka", "kafka+ssl");
    private static final Pattern ENTRY =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<address>.*)");
    private static final Pattern ADDRESS =
            Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+\\]|[A-Za-z0-9._-]+):(?<port>[0-9]{1,5})/?");
    private static final String FORM =
            "Write it as kafka+ssl://host:port,kafka+ssl://host:port (or kafka:// for brokers without TLS).";

    /**
     * Returns the brokers; null after telling what is wrong. Messages show no entry that could hold
     * a password.
     */
    static @Nullable KafkaUrl parse(String variable, String text, Problems problems) {
        List<String> entries =
                Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .toList();
        Set<String> schemes = new LinkedHashSet<>();
        List<String> servers = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String entry = entries.get(i);
            String where = "Entry " + (i + 1) + " of " + variable;
            Matcher parts = ENTRY.matcher(entry);
            if (!parts.matches()) {
                problems.error(variable, where + " has no scheme such as kafka+ssl://.", FORM);
                return null;
            }
            String scheme = parts.group("scheme");
            if (!SCHEMES.contains(scheme)) {
                problems.error(
                        variable,
                        where
                                + " has the scheme "
                                + ServerVars.shortened(scheme)
                                + "://, where kafka+ssl:// and kafka:// are known.",
                        Suggestion.sentence(scheme, SCHEMES) + FORM);
                return null;
            }
            String address = parts.group("address");
            if (address.contains("@")) {
                problems.error(
                        variable,
                        where
                                + " holds a user or password, which would be shown wherever addresses are.",
                        "Set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD. " + FORM);
                return null;
            }
            Matcher server = ADDRESS.matcher(address);
            if (!server.matches() || !isPort(server.group("port"))) {
                problems.error(
                        variable,
                        where
                                + " is '"
                                + ServerVars.shortened(entry)
                                + "', which isn't a host name with a port from 1 to 65535.",
                        FORM);
                return null;
            }
            schemes.add(scheme);
            servers.add(server.group("host") + ":" + Integer.parseInt(server.group("port")));
        }
        if (servers.isEmpty()) {
            problems.error(variable, variable + " names no broker.", FORM);
            return null;
        }
        if (schemes.size() > 1) {
            problems.error(
                    variable,
                    variable + " mixes kafka:// and kafka+ssl://, and a client can use only one.",
                    FORM);
            return null;
        }
        return new KafkaUrl(schemes.contains("kafka+ssl"), List.copyOf(servers));
    }

    private static boolean isPort(String digits) {
        int port = Integer.parseInt(digits);
        return port >= 1 && port <= 65535;
    }
}
