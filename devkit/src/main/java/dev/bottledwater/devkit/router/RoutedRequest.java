// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.router;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * What became of a request, as the router's log tells it.
 *
 * @param id its {@code X-Request-Id}
 * @param method such as {@code GET}
 * @param target path and query
 * @param dyno who got it; null if nobody did
 * @param error why it failed; null if it didn't
 * @param service how long it took
 */
public record RoutedRequest(
        String id,
        String method,
        String target,
        @Nullable String dyno,
        @Nullable RouterError error,
        Duration service) {}
