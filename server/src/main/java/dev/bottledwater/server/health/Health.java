// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.health;

import dev.bottledwater.server.health.PartHealth.Level;

import java.util.List;
import java.util.function.Supplier;

/** The health of the whole: that of its worst part. */
public final class Health {
    private final List<Supplier<PartHealth>> parts;

    public Health(List<Supplier<PartHealth>> parts) {
        this.parts = List.copyOf(parts);
    }

    /** The health of each part at this moment. */
    public List<PartHealth> parts() {
        return parts.stream().map(Supplier::get).toList();
    }

    /** The worst of these parts; ready when there are none. */
    public static Level worst(List<PartHealth> parts) {
        return parts.stream()
                .map(PartHealth::level)
                .min(java.util.Comparator.naturalOrder())
                .orElse(Level.READY);
    }
}
