// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One of the transforms that a connector's settings name.
 *
 * @param alias its name in {@code transforms}
 * @param simpleType its class without package, and without {@code $Key} or {@code $Value}
 */
record Transform(String alias, String simpleType) {

    /** Reads them in the order that records pass them. */
    static List<Transform> of(Map<String, String> config) {
        List<Transform> transforms = new ArrayList<>();
        for (String part : text(config, "transforms").split(",")) {
            String alias = part.strip();
            if (!alias.isEmpty()) {
                String type = text(config, "transforms." + alias + ".type");
                transforms.add(
                        new Transform(
                                alias,
                                type.substring(type.lastIndexOf('.') + 1)
                                        .replaceFirst("\\$.*", "")));
            }
        }
        return transforms;
    }

    private static String text(Map<String, String> config, String key) {
        String value = config.get(key);
        return value == null ? "" : value.strip();
    }

    /** What its settings' names begin with. */
    String settings() {
        return "transforms." + alias + ".";
    }
}
