// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/** A user's name and password, sent with HTTP basic authentication. */
public final class Credentials {
    private final String user;
    private final String password;

    /**
     * @param user must not hold a colon (RFC 7617 section 2)
     * @throws IllegalArgumentException when it does
     */
    public Credentials(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "A user's name can't have a colon in HTTP basic authentication.");
        }
        this.user = user;
        this.password = Objects.requireNonNull(password);
    }

    public String user() {
        return user;
    }

    HttpRequest.Builder authorize(HttpRequest.Builder request) {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}
