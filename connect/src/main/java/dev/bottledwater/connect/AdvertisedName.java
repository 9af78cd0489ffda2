// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The name under which a worker is known to its siblings. It is unique per start, since two dynos
 * can carry the same {@code $DYNO} during a deploy, and it is one label that starts with a letter:
 * {@link java.net.URI} finds no host in a name such as {@code web.1}, whose last label starts with
 * a digit, and Connect would then call every worker {@code null:-1} without an error.
 *
 * @param value one DNS label in lower case, at most 63 characters
 */
public record AdvertisedName(String value) {
    private static final Pattern LABEL = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int RANDOM_BYTES = 4;
    private static final int LONGEST_BASE = 63 - 1 - 2 * RANDOM_BYTES;

    public AdvertisedName {
        if (!LABEL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "The advertised name '"
                            + value
                            + "' isn't usable as a host name: use one label of lower-case letters,"
                            + " digits and '-', at most 63 characters, that starts with a letter, such as web-1-3fa9c2d1.");
        }
    }

    /**
     * A name for this start of the process.
     *
     * @param dyno what the platform calls this process ({@code web.1}, {@code
     *     web-12a34b56d-e78f9}); empty where it has no name
     * @return the dyno's name as one label, followed by a random part
     */
    public static AdvertisedName uniqueFor(Optional<String> dyno) {
        byte[] random = new byte[RANDOM_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        return new AdvertisedName(
                label(dyno.orElse("worker")) + "-" + HexFormat.of().formatHex(random));
    }

    private static String label(String name) {
        String label =
                name.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^[^a-z]+|-+$", "");
        if (label.isEmpty()) {
            return "worker";
        }
        return label.length() <= LONGEST_BASE ? label : label.substring(0, LONGEST_BASE);
    }

    @Override
    public String toString() {
        return value;
    }
}
