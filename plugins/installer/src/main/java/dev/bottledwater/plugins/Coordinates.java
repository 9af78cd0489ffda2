// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Maven coordinates of a jar, {@code group:artifact:version} or {@code
 * group:artifact:jar:classifier:version}.
 *
 * @param classifier empty for none
 */
record Coordinates(String group, String artifact, String classifier, String version) {
    private static final String PART = "([A-Za-z0-9_.-]+)";
    private static final Pattern SHORT = Pattern.compile(PART + ":" + PART + ":" + PART);
    private static final Pattern LONG =
            Pattern.compile(PART + ":" + PART + ":" + PART + ":" + PART + ":" + PART);

    /**
     * @throws IllegalArgumentException where {@code text} isn't coordinates of a jar; the message
     *     says what is wrong
     */
    static Coordinates parse(String text) {
        Matcher plain = SHORT.matcher(text);
        if (plain.matches()) {
            return new Coordinates(plain.group(1), plain.group(2), "", fixed(plain.group(3)));
        }
        Matcher full = LONG.matcher(text);
        if (!full.matches()) {
            throw new IllegalArgumentException(
                    "\"%s\" isn't Maven coordinates: write group:artifact:version, such as io.debezium:debezium-connector-mysql:3.6.1.Final"
                            .formatted(text));
        }
        if (!full.group(3).equals("jar")) {
            throw new IllegalArgumentException(
                    "\"%s\" is a %s: name the jar of the plugin, what it depends on comes with it"
                            .formatted(text, full.group(3)));
        }
        return new Coordinates(full.group(1), full.group(2), full.group(4), fixed(full.group(5)));
    }

    private static String fixed(String version) {
        if (version.endsWith("-SNAPSHOT")
                || version.equals("LATEST")
                || version.equals("RELEASE")) {
            throw new IllegalArgumentException(
                    "The version %s can be another one tomorrow: name a released version"
                            .formatted(version));
        }
        return version;
    }

    @Override
    public String toString() {
        return classifier.isEmpty()
                ? group + ":" + artifact + ":" + version
                : group + ":" + artifact + ":jar:" + classifier + ":" + version;
    }
}
