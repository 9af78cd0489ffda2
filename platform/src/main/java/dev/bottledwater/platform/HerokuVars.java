// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import dev.bottledwater.platform.tls.Certificates;
import dev.bottledwater.platform.tls.TlsMaterialException;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Reads how to reach Heroku's APIs. {@code HEROKU_HOST} and {@code HEROKU_DATA_HOST} mean what they
 * mean to Heroku's own command line.
 */
final class HerokuVars {
    private static final String HOST = "heroku.com";
    private static final String DATA_HOST = "api.data.heroku.com";

    private HerokuVars() {}

    static @Nullable HerokuSettings read(ConfigVars vars, Problems problems) {
        Optional<String> key = vars.get(Variable.HEROKU_API_KEY).map(String::strip);
        if (key.isEmpty()) {
            return null;
        }
        if (!key.get().chars().allMatch(letter -> letter > ' ' && letter < 127)) {
            problems.error(
                    Variable.HEROKU_API_KEY,
                    "HEROKU_API_KEY holds blanks or letters that no key has.",
                    "Set it to what heroku authorizations:create --short prints.");
            return null;
        }
        String host = vars.get(Variable.HEROKU_HOST).map(String::strip).orElse(HOST);
        URI platform =
                url(
                        Variable.HEROKU_HOST,
                        host.contains("://") ? host : "https://api." + host,
                        problems);
        String dataHost = vars.get(Variable.HEROKU_DATA_HOST).map(String::strip).orElse(DATA_HOST);
        URI data =
                url(
                        Variable.HEROKU_DATA_HOST,
                        dataHost.contains("://") ? dataHost : "https://" + dataHost,
                        problems);
        Optional<Certificates> trusted = trusted(vars, problems);
        if (platform == null || data == null) {
            return null;
        }
        return new HerokuSettings(
                new Secret(key.get()),
                platform,
                data,
                vars.get(Variable.HEROKU_APP_NAME).map(String::strip).orElse(null),
                vars.get(Variable.BW_KAFKA_ADDON).map(String::strip).orElse(null),
                trusted.orElse(null));
    }

    /** Only https: the key would be readable on its way otherwise. */
    private static @Nullable URI url(Variable variable, String text, Problems problems) {
        try {
            URI url = new URI(text);
            if ("https".equals(url.getScheme())
                    && url.getHost() != null
                    && url.getUserInfo() == null
                    && (url.getRawPath() == null || url.getRawPath().matches("/?"))
                    && url.getQuery() == null) {
                String port = url.getPort() < 0 ? "" : ":" + url.getPort();
                return URI.create("https://" + url.getHost() + port);
            }
        } catch (URISyntaxException e) {
            // Told below, as for every other text that isn't an address.
        }
        problems.error(
                variable,
                variable
                        + " is '"
                        + ServerVars.shortened(text)
                        + "', which is no address that a key may be sent to.",
                "Unset it to use Heroku's own, or set it to host or host:port, which is called over https.");
        return null;
    }

    private static Optional<Certificates> trusted(ConfigVars vars, Problems problems) {
        Optional<String> text = vars.get(Variable.BW_HEROKU_TRUSTED_CERT);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    Certificates.read(Variable.BW_HEROKU_TRUSTED_CERT.name(), text.get()));
        } catch (TlsMaterialException unusable) {
            problems.error(
                    Variable.BW_HEROKU_TRUSTED_CERT,
                    String.valueOf(unusable.getMessage()),
                    unusable.remedy());
            return Optional.empty();
        }
    }
}
