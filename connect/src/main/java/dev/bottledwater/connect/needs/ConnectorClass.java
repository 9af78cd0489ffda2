// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import java.util.Map;

/**
 * What the name of a connector's class tells, in full or as Connect's alias for it.
 *
 * @param simpleName without package and without {@code Connector} at its end; may be empty
 */
record ConnectorClass(String simpleName) {

    static ConnectorClass of(Map<String, String> config) {
        String type = config.get("connector.class");
        String name = type == null ? "" : type.strip();
        return new ConnectorClass(
                name.substring(name.lastIndexOf('.') + 1).replaceFirst("Connector$", ""));
    }

    /**
     * Whether it reads topics. Sources may have {@code topics} too: what they write to, or another
     * cluster's topics.
     */
    static boolean readsTopics(Map<String, String> config) {
        ConnectorClass type = of(config);
        return (config.containsKey("topics") || config.containsKey("topics.regex"))
                && !type.simpleName().endsWith("Source")
                && !type.isMirrorMaker();
    }

    /** Whether it is one of MirrorMaker's three, which create their topics themselves. */
    boolean isMirrorMaker() {
        return switch (simpleName) {
            case "MirrorSource", "MirrorCheckpoint", "MirrorHeartbeat" -> true;
            default -> false;
        };
    }

    /** Whether it copies topics of another cluster. */
    boolean isMirrorSource() {
        return simpleName.equals("MirrorSource");
    }
}
