// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.health;

import java.util.Locale;

/**
 * How one part of the process is.
 *
 * @param name such as {@code connect}
 * @param reason what it waits for or what is wrong, and what to do; when it is ready, what it warns
 *     of, or empty. For people with credentials
 */
public record PartHealth(String name, Level level, String reason) {

    /** From bad to good. */
    public enum Level {
        DEGRADED,
        STARTING,
        READY;

        /** As {@code /health} says it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A part that works. */
    public static PartHealth ready(String name) {
        return new PartHealth(name, Level.READY, "");
    }

    /** A part that works, and what could become of it; {@code reason} may be empty. */
    public static PartHealth ready(String name, String reason) {
        return new PartHealth(name, Level.READY, reason);
    }

    /** A part on its way. */
    public static PartHealth starting(String name, String step) {
        return new PartHealth(name, Level.STARTING, step);
    }

    /** A part that doesn't work, or not wholly. */
    public static PartHealth degraded(String name, String reason) {
        return new PartHealth(name, Level.DEGRADED, reason);
    }
}
