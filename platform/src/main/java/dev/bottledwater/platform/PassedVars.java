// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads {@code CONNECT_…} and {@code KSQL_…}. The rest of a name is the property's: in lower case,
 * a single underscore for a dot, two for an underscore, three for a hyphen.
 */
final class PassedVars {
    private static final String CONNECT = "CONNECT_";
    private static final String KSQL = "KSQL_";
    private static final String KSQL_PROPERTY = "ksql.";

    /** Those of persistent queries that KSQL doesn't have. */
    private static final String OWN_PROPERTY = "bw.";

    /**
     * What would open what must stay closed, or break the way workers are found, and what to do.
     */
    private static final Map<String, String> DERIVED_BY_CONNECT =
            Map.ofEntries(
                    Map.entry("bootstrap.servers", "KAFKA_URL says where Kafka is."),
                    Map.entry("group.id", "BW_CLUSTER keeps apps on one Kafka apart."),
                    Map.entry("config.storage.topic", "BW_CLUSTER keeps apps on one Kafka apart."),
                    Map.entry("offset.storage.topic", "BW_CLUSTER keeps apps on one Kafka apart."),
                    Map.entry("status.storage.topic", "BW_CLUSTER keeps apps on one Kafka apart."),
                    Map.entry("listeners", "Connect answers behind this program's own port, PORT."),
                    Map.entry("rest.port", "Connect answers behind this program's own port, PORT."),
                    Map.entry(
                            "admin.listeners",
                            "Connect answers behind this program's own port, PORT."),
                    Map.entry(
                            "rest.advertised.host.name",
                            "Instances find each other by themselves; set BW_SECRET."),
                    Map.entry(
                            "rest.advertised.port",
                            "Instances find each other by themselves; set BW_SECRET."),
                    Map.entry(
                            "rest.advertised.listener",
                            "Instances find each other by themselves; set BW_SECRET."),
                    Map.entry(
                            "rest.extension.classes",
                            "Users and their rights are this program's own: BW_USERS."),
                    Map.entry("plugin.path", "Set BW_PLUGIN_PATH."));

    private static final Map<String, String> DERIVED_BY_KSQL =
            Map.of(
                    "ksql.service.id", "BW_CLUSTER keeps apps on one Kafka apart.",
                    "ksql.schema.registry.url", "Set SCHEMA_REGISTRY_URL.",
                    "ksql.extension.dir", "Set BW_FUNCTION_PATH.");

    /**
     * Limits that are read before anything else, when a wrong one can still be told with the rest.
     */
    private static final Set<String> LIMITS =
            Set.of(
                    "ksql.max.push.queries",
                    "ksql.query.persistent.active.limit",
                    "ksql.query.pull.max.concurrent.requests",
                    "ksql.query.pull.max.hourly.bandwidth.megabytes",
                    "ksql.query.pull.max.qps",
                    "ksql.query.push.v2.max.hourly.bandwidth.megabytes");

    private static final String IGNORED_PATHS = "ksql.endpoint.logging.ignored.paths.regex";

    private PassedVars() {}

    static PassedProperties read(ConfigVars vars, PropertyCheck check, Problems problems) {
        Map<String, String> connect = new TreeMap<>();
        Map<String, String> ksql = new TreeMap<>();
        for (String name : vars.names()) {
            String value = vars.get(name).orElse("");
            if (value.isEmpty()) {
                continue;
            }
            if (name.startsWith(CONNECT)) {
                put(connect, name, property(name, CONNECT), value, DERIVED_BY_CONNECT, problems);
            } else if (name.startsWith(KSQL)
                    && !HttpVars.reads(name)
                    && !RemoteConnectVars.reads(name)) {
                String property = property(name, KSQL);
                if (property.startsWith(KSQL_PROPERTY) || property.startsWith(OWN_PROPERTY)) {
                    put(ksql, name, property, value, DERIVED_BY_KSQL, problems);
                    if (ksql.containsKey(property)) {
                        check.withoutEffect(property).ifPresent(why -> warn(problems, name, why));
                    }
                } else {
                    warn(
                            problems,
                            name,
                            "Only properties that begin with ksql. or bw. are passed on.");
                }
            }
        }
        return new PassedProperties(connect, ksql);
    }

    private static void put(
            Map<String, String> properties,
            String variable,
            String property,
            String value,
            Map<String, String> derived,
            Problems problems) {
        if (LIMITS.contains(property) && !isLimit(value.strip())) {
            problems.error(
                    variable,
                    "%s is '%s', which isn't a whole number from 0 to %d."
                            .formatted(variable, ServerVars.shortened(value), Integer.MAX_VALUE),
                    "Set it to such a number, or unset it.");
        }
        if (property.equals(IGNORED_PATHS) && !isPattern(value)) {
            problems.error(
                    variable,
                    variable + " isn't a regular expression.",
                    "Set it to a pattern of whole paths, such as .*health.*, or unset it.");
        }
        String remedy = derived.get(property);
        if (remedy == null) {
            properties.put(property, value);
        } else {
            warn(problems, variable, remedy);
        }
    }

    private static boolean isLimit(String text) {
        return text.matches("[0-9]{1,10}") && Long.parseLong(text) <= Integer.MAX_VALUE;
    }

    private static boolean isPattern(String text) {
        try {
            Pattern.compile(text);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static void warn(Problems problems, String variable, String remedy) {
        problems.warn(variable, variable + " has no effect.", remedy);
    }

    /** The property that a variable is named after, such as {@code offset.flush.interval.ms}. */
    static String property(String variable, String prefix) {
        return variable.substring(prefix.length())
                .toLowerCase(Locale.ROOT)
                .replace("___", "-")
                .replace("__", "\0")
                .replace('_', '.')
                .replace('\0', '_');
    }
}
