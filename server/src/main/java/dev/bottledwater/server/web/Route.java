// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import dev.bottledwater.platform.Role;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * What is served where, and to whom.
 *
 * @param method in capitals; GET serves HEAD too
 * @param path where
 * @param needed the least role; null opens the route to all
 * @param dialect how errors are worded
 * @param endpoint serves it
 */
public record Route(
        String method,
        PathPattern path,
        @Nullable Role needed,
        Dialect dialect,
        Endpoint endpoint) {

    /** The shape of error bodies. */
    public enum Dialect {
        /** {@code {"@type":…,"error_code":40001,"message":…}}. */
        KSQL,
        /** Kafka Connect's {@code {"error_code":404,"message":…}}. */
        CONNECT
    }

    /** A route of the KSQL API. */
    public static Route ksql(String method, String path, Role needed, Endpoint endpoint) {
        return new Route(method, PathPattern.of(path), needed, Dialect.KSQL, endpoint);
    }

    /** A route of Connect's API. */
    public static Route connect(String method, String path, Role needed, Endpoint endpoint) {
        return new Route(method, PathPattern.of(path), needed, Dialect.CONNECT, endpoint);
    }

    /** A route that needs no credentials. */
    public static Route open(String method, String path, Endpoint endpoint) {
        return new Route(method, PathPattern.of(path), null, Dialect.KSQL, endpoint);
    }

    /** The least role that is served here; empty where everybody is. */
    public Optional<Role> minimumRole() {
        return Optional.ofNullable(needed);
    }
}
