// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.plugins;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads {@code plugins.txt}: a plugin a line, as {@code coordinates [+ coordinates…] [sha256:hex]}.
 * What follows a {@code #}, and empty lines, are left out.
 */
final class PluginsFile {
    private static final Pattern CHECKSUM = Pattern.compile("sha256:[0-9a-f]{64}");

    private PluginsFile() {}

    /**
     * @throws IllegalArgumentException with a line of text for each line that can't be read
     */
    static List<PluginLine> parse(List<String> lines) {
        List<PluginLine> plugins = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Map<String, Integer> named = new HashMap<>();
        for (int number = 1; number <= lines.size(); number++) {
            String text = lines.get(number - 1).replaceFirst("#.*", "").strip();
            if (text.isEmpty()) {
                continue;
            }
            try {
                PluginLine plugin = plugin(number, text);
                Integer before = named.putIfAbsent(plugin.name(), number);
                if (before != null) {
                    throw new IllegalArgumentException(
                            "%s is named in line %d already: leave one of them"
                                    .formatted(plugin.name(), before));
                }
                plugins.add(plugin);
            } catch (IllegalArgumentException e) {
                problems.add("line " + number + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join(System.lineSeparator(), problems));
        }
        return plugins;
    }

    private static PluginLine plugin(int number, String text) {
        List<Coordinates> jars = new ArrayList<>();
        String checksum = "";
        boolean expectsJar = true;
        for (String word : text.split("\\s+")) {
            if (word.equals("+") && !expectsJar) {
                expectsJar = true;
            } else if (expectsJar) {
                jars.add(Coordinates.parse(word));
                expectsJar = false;
            } else if (CHECKSUM.matcher(word).matches() && checksum.isEmpty()) {
                checksum = word;
            } else {
                throw new IllegalArgumentException(
                        "\"%s\" is neither a + before more coordinates nor a checksum, sha256: and 64 hexadecimal digits"
                                .formatted(word));
            }
        }
        if (expectsJar) {
            throw new IllegalArgumentException("the + at the end is followed by no coordinates");
        }
        return new PluginLine(number, jars, checksum);
    }
}
