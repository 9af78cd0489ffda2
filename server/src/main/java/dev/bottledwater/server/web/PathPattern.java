// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with named segments: {@code /status/{type}/{entity}/{action}}. A last segment {@code **}
 * stands for any number of segments, none included. Paths are split as they were sent and decoded
 * afterwards, so that an encoded slash can't lead to another route.
 */
public final class PathPattern {
    private static final String REST = "**";

    private final List<String> segments;
    private final boolean named;

    private PathPattern(List<String> segments) {
        this.segments = segments;
        this.named = segments.stream().anyMatch(segment -> segment.startsWith("{"));
    }

    /** Reads a pattern such as {@code /connectors/**}. */
    public static PathPattern of(String pattern) {
        return new PathPattern(split(pattern));
    }

    /**
     * Matches a path as it was sent.
     *
     * @return the decoded values of named segments; empty when the path isn't of this pattern
     */
    public Optional<Map<String, String>> match(String path) {
        return match(split(path));
    }

    /**
     * Matches a path that was {@link #split}.
     *
     * @return the decoded values of named segments; empty when the path isn't of this pattern
     */
    Optional<Map<String, String>> match(List<String> sent) {
        Map<String, String> parameters = named ? new HashMap<>() : Map.of();
        for (int i = 0; i < segments.size(); i++) {
            String expected = segments.get(i);
            if (expected.equals(REST)) {
                return Optional.of(parameters);
            }
            if (i >= sent.size()) {
                return Optional.empty();
            }
            if (expected.startsWith("{")) {
                Optional<String> value = decode(sent.get(i));
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                parameters.put(expected.substring(1, expected.length() - 1), value.get());
            } else if (!expected.equals(sent.get(i))) {
                return Optional.empty();
            }
        }
        return sent.size() == segments.size() ? Optional.of(parameters) : Optional.empty();
    }

    /** The segments of a path; a slash at its end makes no difference. */
    static List<String> split(String path) {
        String inner = path.startsWith("/") ? path.substring(1) : path;
        String trimmed = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
    }

    private static Optional<String> decode(String segment) {
        try {
            // A plus sign stands for itself in a path, unlike in a form.
            return Optional.of(
                    URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return "/" + String.join("/", segments);
    }
}
