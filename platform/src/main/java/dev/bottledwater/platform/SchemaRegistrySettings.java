// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The schema registry of {@code SCHEMA_REGISTRY_URL}. Unlike a record it keeps what may be absent
 * behind an {@link Optional} accessor.
 */
public final class SchemaRegistrySettings {
    private final List<URI> urls;
    private final @Nullable Secret userInfo;

    SchemaRegistrySettings(List<URI> urls, @Nullable Secret userInfo) {
        this.urls = List.copyOf(urls);
        this.userInfo = userInfo;
    }

    /** Returns the addresses of its servers, {@code http} or {@code https}, without user names. */
    public List<URI> urls() {
        return urls;
    }

    /** Returns {@code user:password} for basic authentication. */
    public Optional<Secret> userInfo() {
        return Optional.ofNullable(userInfo);
    }

    @Override
    public String toString() {
        return "SchemaRegistrySettings[urls=" + urls + ", userInfo=" + userInfo + "]";
    }
}
