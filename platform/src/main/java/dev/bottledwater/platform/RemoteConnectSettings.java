// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.Optional;

/**
 * The Connect worker elsewhere whose connectors SQL's statements are about, of {@code
 * ksql.connect.url}. Unlike a record it keeps what may be absent behind an {@link Optional}
 * accessor.
 */
public final class RemoteConnectSettings {
    private final URI url;
    private final @Nullable Secret userInfo;

    RemoteConnectSettings(URI url, @Nullable Secret userInfo) {
        this.url = url;
        this.userInfo = userInfo;
    }

    /** Returns the address of its REST API, {@code http} or {@code https}, without a user name. */
    public URI url() {
        return url;
    }

    /** Returns {@code user:password} for basic authentication. */
    public Optional<Secret> userInfo() {
        return Optional.ofNullable(userInfo);
    }

    @Override
    public String toString() {
        return "RemoteConnectSettings[url=" + url + ", userInfo=" + userInfo + "]";
    }
}
