// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Base64;
import java.util.List;

/**
 * Where a schema registry answers, and as whom it is asked.
 *
 * @param urls {@code http} or {@code https}, without user and password; at least one. They are of
 *     one registry: the next is asked when one doesn't answer
 * @param userInfo {@code user:password} for HTTP's basic authentication; null asks without. Never
 *     printed
 */
public record RegistryServer(List<URI> urls, @Nullable String userInfo) {
    public RegistryServer {
        urls = List.copyOf(urls);
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a registry has at least one URL");
        }
    }

    /** The value of the header {@code Authorization}; null where none is sent. */
    @Nullable String authorization() {
        return userInfo == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(userInfo.getBytes(UTF_8));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RegistryServer" + urls;
    }
}
