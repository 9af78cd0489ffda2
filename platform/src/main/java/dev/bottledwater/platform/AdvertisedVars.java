// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static dev.bottledwater.platform.ServerVars.shortened;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the variables that say where other instances of the app reach this one's port, if they can:
 * what one sets, KSQL's name for it, or what Heroku sets in Private Spaces, where every port of a
 * dyno is open to its siblings.
 */
final class AdvertisedVars {
    private static final String KSQL = "KSQL_KSQL_ADVERTISED_LISTENER";
    private static final String OFF = "off";

    private AdvertisedVars() {}

    static boolean reads(String variable) {
        return variable.equals(KSQL);
    }

    /**
     * @param tls whether the port speaks TLS, for which nobody has a certificate for an address
     * @return empty where others can't reach it
     */
    static String read(ConfigVars vars, Problems problems, int port, boolean tls) {
        for (String variable : List.of(Variable.BW_ADVERTISED_URL.name(), KSQL)) {
            Optional<String> value = vars.get(variable).map(String::strip);
            if (value.isPresent()) {
                return value.get().toLowerCase(Locale.ROOT).equals(OFF)
                        ? ""
                        : checked(variable, value.get(), problems);
            }
        }
        Optional<String> ip = vars.get(Variable.HEROKU_PRIVATE_IP).map(String::strip);
        return ip.isEmpty() || tls || port == 0 ? "" : "http://" + ip.get() + ":" + port;
    }

    private static String checked(String variable, String value, Problems problems) {
        try {
            URI url = new URI(value);
            boolean bare = List.of("", "/").contains(String.valueOf(url.getRawPath()));
            if (List.of("http", "https").contains(String.valueOf(url.getScheme()))
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null
                    && bare) {
                return url.getScheme() + "://" + url.getAuthority();
            }
        } catch (URISyntaxException e) {
            // told below
        }
        problems.error(
                variable,
                "%s is '%s', which isn't the URL of a port.".formatted(variable, shortened(value)),
                "Set it to http://host:port as other instances of the app reach this one, each instance to its own,"
                        + " or unset it: they talk over Kafka then.");
        return "";
    }
}
