// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import static dev.bottledwater.platform.ServerVars.shortened;

import dev.bottledwater.platform.tls.ServerIdentity;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the variables that say how the HTTP port is served, KSQL's own names for some included. */
final class HttpVars {
    private static final String LISTENERS = "KSQL_LISTENERS";
    private static final String ALLOW_ORIGIN = "KSQL_ACCESS_CONTROL_ALLOW_ORIGIN";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
    private static final int MOST_PROXIES = 9;

    private HttpVars() {}

    /** Whether a variable {@code KSQL_…} is read here and isn't passed on. */
    static boolean reads(String variable) {
        return variable.equals(LISTENERS)
                || variable.equals(ALLOW_ORIGIN)
                || AdvertisedVars.reads(variable)
                || ServerTlsVars.reads(variable)
                || ClientTrustVars.reads(variable);
    }

    static HttpSettings read(ConfigVars vars, Problems problems, Instant now) {
        URI listener = listener(vars, problems);
        int port = port(vars, problems, listener);
        ServerIdentity tls = tls(vars, problems, listener, now);
        return new HttpSettings(
                port,
                insecureLocal(vars, problems),
                corsOrigins(vars, problems),
                trustedProxies(vars, problems),
                tls,
                AdvertisedVars.read(vars, problems, port, tls != null));
    }

    private static @Nullable ServerIdentity tls(
            ConfigVars vars, Problems problems, @Nullable URI listener, Instant now) {
        boolean clear = listener != null && "http".equals(listener.getScheme());
        ServerIdentity identity = ServerTlsVars.read(vars, problems, now);
        if (clear) {
            return ClientTrustVars.read(vars, problems, null);
        }
        if (listener != null && identity == null && !ServerTlsVars.isSet(vars)) {
            problems.error(
                    LISTENERS,
                    LISTENERS + " asks for https, but there is no certificate.",
                    "Set BW_HTTP_CERT and BW_HTTP_KEY, or KSQL_SSL_KEYSTORE_LOCATION and"
                            + " KSQL_SSL_KEYSTORE_PASSWORD.");
        }
        if (identity == null && ServerTlsVars.isSet(vars)) {
            return null; // what is wrong with it is told already
        }
        return ClientTrustVars.read(vars, problems, identity);
    }

    /** KSQL's way to name the port: one URL here, since there is one port. */
    private static @Nullable URI listener(ConfigVars vars, Problems problems) {
        Optional<String> value = vars.get(LISTENERS).map(String::strip);
        if (value.isEmpty()) {
            return null;
        }
        try {
            URI listener = new URI(value.get());
            boolean known = List.of("http", "https").contains(String.valueOf(listener.getScheme()));
            if (known && listener.getPort() >= 0 && !value.get().contains(",")) {
                return listener;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        problems.error(
                LISTENERS,
                "%s is '%s', which isn't one URL of a port."
                        .formatted(LISTENERS, shortened(value.get())),
                "Set it to http://0.0.0.0:8088 or https://0.0.0.0:8443, or set PORT instead.");
        return null;
    }

    private static int port(ConfigVars vars, Problems problems, @Nullable URI listener) {
        Optional<String> port = vars.get(Variable.PORT).map(String::strip);
        if (port.isEmpty()) {
            return listener == null ? HttpSettings.DEFAULT_PORT : listener.getPort();
        }
        if (NUMBER.matcher(port.get()).matches() && Integer.parseInt(port.get()) <= 65535) {
            return Integer.parseInt(port.get());
        }
        problems.error(
                Variable.PORT,
                "PORT is '" + shortened(port.get()) + "', which isn't a number from 0 to 65535.",
                "Set PORT to a free port, or to 0 for any free one; on a dyno leave it to Heroku.");
        return HttpSettings.DEFAULT_PORT;
    }

    private static Set<String> corsOrigins(ConfigVars vars, Problems problems) {
        String variable =
                vars.get(Variable.BW_CORS_ORIGINS).isPresent()
                        ? Variable.BW_CORS_ORIGINS.name()
                        : ALLOW_ORIGIN;
        Set<String> origins = new TreeSet<>();
        for (String part : vars.get(variable).orElse("").split(",")) {
            String origin = part.strip().toLowerCase(Locale.ROOT);
            if (origin.isEmpty()) {
                continue;
            }
            if (!origin.equals("*") && !isOrigin(origin)) {
                problems.error(
                        variable,
                        "%s has '%s', which is no origin.".formatted(variable, shortened(origin)),
                        "Set it to origins as browsers send them, scheme://host or scheme://host:port, separated by"
                                + " commas, or to * for all sites.");
            }
            origins.add(origin);
        }
        return origins;
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = new URI(text);
            return List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && text.equals(uri.getScheme() + "://" + uri.getAuthority())
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Heroku's router is one. */
    private static int trustedProxies(ConfigVars vars, Problems problems) {
        int standard = vars.get(Variable.DYNO).isPresent() ? 1 : 0;
        Optional<String> value = vars.get(Variable.BW_TRUSTED_PROXIES).map(String::strip);
        if (value.isEmpty()) {
            return standard;
        }
        if (NUMBER.matcher(value.get()).matches()
                && Integer.parseInt(value.get()) <= MOST_PROXIES) {
            return Integer.parseInt(value.get());
        }
        problems.error(
                Variable.BW_TRUSTED_PROXIES,
                "BW_TRUSTED_PROXIES is '%s', which isn't a number from 0 to %d."
                        .formatted(shortened(value.get()), MOST_PROXIES),
                "Set it to the number of proxies that every request passes, or unset it.");
        return standard;
    }

    private static boolean insecureLocal(ConfigVars vars, Problems problems) {
        Optional<String> value =
                vars.get(Variable.BW_INSECURE_LOCAL)
                        .map(text -> text.strip().toLowerCase(Locale.ROOT));
        if (value.isEmpty() || value.get().equals("false")) {
            return false;
        }
        if (!value.get().equals("true")) {
            problems.error(
                    Variable.BW_INSECURE_LOCAL,
                    "BW_INSECURE_LOCAL is '"
                            + shortened(value.get())
                            + "', which is neither true nor false.",
                    "Set BW_INSECURE_LOCAL=true to let loopback requests in without a password, or unset it.");
            return false;
        }
        Optional<String> dyno = vars.get(Variable.DYNO);
        if (dyno.isPresent()) {
            problems.error(
                    Variable.BW_INSECURE_LOCAL,
                    "BW_INSECURE_LOCAL=true is refused on a dyno (DYNO is "
                            + shortened(dyno.get())
                            + "): it is for development on one machine only.",
                    "Unset BW_INSECURE_LOCAL and set BW_PASSWORD or BW_USERS.");
            return false;
        }
        return true;
    }
}
