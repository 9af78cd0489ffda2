// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code SCHEMA_REGISTRY_URL} and {@code SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO}. No message
 * shows a URL, since it may hold a password.
 */
final class SchemaRegistryVars {
    private static final String FORM =
            "Set SCHEMA_REGISTRY_URL=https://host:port, several of one registry separated by commas.";

    private SchemaRegistryVars() {}

    static @Nullable SchemaRegistrySettings read(ConfigVars vars, Problems problems) {
        Optional<String> value = vars.get(Variable.SCHEMA_REGISTRY_URL);
        Optional<String> userInfo =
                vars.get(Variable.SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO).map(String::strip);
        if (value.isEmpty()) {
            if (userInfo.isPresent()) {
                problems.warn(
                        Variable.SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO.name(),
                        "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO has no effect without SCHEMA_REGISTRY_URL.",
                        FORM);
            }
            return null;
        }
        if (userInfo.isPresent() && !userInfo.get().contains(":")) {
            problems.error(
                    Variable.SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO,
                    "SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO has no colon.",
                    "Set it to user:password, or to key:secret where the registry gives API keys.");
        }
        List<URI> urls = new ArrayList<>();
        for (String part : value.get().split(",")) {
            URI url = parsed(part.strip(), problems);
            if (url == null) {
                return null;
            }
            if (url.getUserInfo() != null && userInfo.isEmpty()) {
                userInfo = Optional.of(url.getUserInfo());
            }
            urls.add(withoutUserInfo(url));
        }
        warnOfClearText(urls, userInfo.isPresent(), vars, problems);
        return new SchemaRegistrySettings(urls, userInfo.map(Secret::new).orElse(null));
    }

    private static @Nullable URI parsed(String text, Problems problems) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return refuse(problems, "SCHEMA_REGISTRY_URL can't be read as a URL.");
        }
        if (url.getScheme() == null || !List.of("http", "https").contains(url.getScheme())) {
            return refuse(
                    problems, "SCHEMA_REGISTRY_URL begins with neither http:// nor https://.");
        }
        if (url.getHost() == null) {
            return refuse(problems, "SCHEMA_REGISTRY_URL names no host.");
        }
        if (url.getQuery() != null || url.getFragment() != null) {
            return refuse(problems, "SCHEMA_REGISTRY_URL has a query or a fragment.");
        }
        return url;
    }

    private static @Nullable URI refuse(Problems problems, String message) {
        problems.error(Variable.SCHEMA_REGISTRY_URL, message, FORM);
        return null;
    }

    private static URI withoutUserInfo(URI url) {
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceAll("/+$", "");
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return URI.create(url.getScheme() + "://" + url.getHost() + port + path);
    }

    private static void warnOfClearText(
            List<URI> urls, boolean password, ConfigVars vars, Problems problems) {
        boolean clear = urls.stream().anyMatch(url -> url.getScheme().equals("http"));
        if (password && clear && vars.get(Variable.DYNO).isPresent()) {
            problems.warn(
                    Variable.SCHEMA_REGISTRY_URL.name(),
                    "SCHEMA_REGISTRY_URL begins with http://, so the password goes over the network in clear text.",
                    "Use https:// if the registry offers it.");
        }
    }
}
