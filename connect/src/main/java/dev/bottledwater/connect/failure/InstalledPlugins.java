// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.failure;

import dev.bottledwater.platform.Suggestion;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Finds the connector that was meant, in the list that Connect adds to its error. */
final class InstalledPlugins {
    private static final Pattern CLASS = Pattern.compile("klass=class ([\\w.$]+)");

    private InstalledPlugins() {}

    static String hint(String asked, String description) {
        List<String> installed =
                CLASS.matcher(description)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .distinct()
                        .sorted()
                        .toList();
        if (installed.isEmpty()) {
            return "No connector is installed: add one directory per connector to the plugin path (plugins.txt, before the build, or BW_PLUGIN_PATH).";
        }
        Optional<String> sameName =
                installed.stream()
                        .filter(name -> simple(name).equalsIgnoreCase(simple(asked)))
                        .findFirst();
        return sameName.or(() -> Suggestion.closest(asked, installed))
                .map(name -> "Did you mean " + name + "?")
                .orElseGet(
                        () ->
                                "Installed are: "
                                        + String.join(", ", installed)
                                        + ". To add another, name it in plugins.txt and build, or put its jars into a directory of BW_PLUGIN_PATH.");
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
