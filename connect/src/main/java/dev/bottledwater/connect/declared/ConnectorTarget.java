// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.declared;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The connectors of the group, as the reconciliation reads and changes them. */
public interface ConnectorTarget {

    /** Their names. */
    Set<String> names();

    /** A connector's settings as they are stored; empty where there is none. */
    Optional<Map<String, String>> stored(String name);

    /** What is wrong with settings; empty where a connector can have them. */
    List<SettingError> errors(Map<String, String> config);

    /**
     * Creates or changes a connector.
     *
     * @return why that wasn't taken; empty where it was
     */
    Optional<String> put(String name, Map<String, String> config);

    /**
     * Deletes a connector.
     *
     * @return why it wasn't; empty where it was
     */
    Optional<String> delete(String name);

    /**
     * What is wrong with a setting.
     *
     * @param setting its name; empty where it is the whole that is wrong
     */
    record SettingError(String setting, String error) {}
}
