// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import java.util.List;

/**
 * A plugin as a line of {@code plugins.txt} names it.
 *
 * @param line the line's number, from 1
 * @param jars at least one: the plugin, which its directory is called after, and what stands beside
 *     it, such as a JDBC driver
 * @param checksum of all jars of the directory, in the form of {@link Checksum}; empty where the
 *     line has none
 */
record PluginLine(int line, List<Coordinates> jars, String checksum) {
    PluginLine {
        jars = List.copyOf(jars);
    }

    Coordinates plugin() {
        return jars.get(0);
    }

    /** The name of the plugin's directory. */
    String name() {
        return plugin().artifact();
    }
}
