// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads which config vars connectors may name in their settings. Whoever may create a connector can
 * send a value anywhere, so it is a list of what is allowed, and this program's own secrets are
 * never meant by an asterisk.
 */
final class ConnectorVars {
    private static final Pattern ENTRY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\*?");
    private static final List<String> SECRET_ENDS = List.of("_CLIENT_CERT_KEY", "_SASL_PASSWORD");

    private ConnectorVars() {}

    /** Returns the values by the variables' names, those that are set. */
    static Map<String, Secret> read(ConfigVars vars, Problems problems) {
        Optional<String> list = vars.get(Variable.BW_CONNECTOR_VARS);
        Map<String, Secret> values = new TreeMap<>();
        for (String part : list.orElse("").split(",")) {
            String entry = part.strip();
            if (entry.isEmpty()) {
                continue;
            }
            if (!ENTRY.matcher(entry).matches()) {
                problems.error(
                        Variable.BW_CONNECTOR_VARS,
                        "BW_CONNECTOR_VARS has '"
                                + ServerVars.shortened(entry)
                                + "', which is no name of a config var.",
                        "List names, separated by commas; NAME* means all that begin so.");
                continue;
            }
            if (entry.endsWith("*")) {
                String start = entry.substring(0, entry.length() - 1);
                vars.names().stream()
                        .filter(name -> name.startsWith(start) && !ownSecret(name))
                        .forEach(name -> add(name, vars, values));
            } else if (!add(entry, vars, values)) {
                problems.warn(
                        Variable.BW_CONNECTOR_VARS.name(),
                        "BW_CONNECTOR_VARS lists " + entry + ", which isn't set.",
                        "Set it, or take it off the list.");
            }
        }
        return values;
    }

    private static boolean add(String name, ConfigVars vars, Map<String, Secret> values) {
        Optional<String> value = vars.get(name);
        value.ifPresent(text -> values.put(name, new Secret(text)));
        return value.isPresent();
    }

    private static boolean ownSecret(String name) {
        return Arrays.stream(Variable.values())
                        .anyMatch(own -> own.secret() && own.name().equals(name))
                || SECRET_ENDS.stream().anyMatch(name::endsWith);
    }
}
