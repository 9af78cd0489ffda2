// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.values;

import java.util.Map;

/** {@code ${env:NAME}}: the config vars that {@code BW_CONNECTOR_VARS} lists. */
public final class ConfigVarProvider extends NamedValues {
    /** The provider's name in connectors' settings. */
    public static final String NAME = "env";

    @Override
    String missing(String name, Map<String, String> known) {
        return "Connectors may not read the config var "
                + name
                + ": it isn't set, or BW_CONNECTOR_VARS doesn't list it."
                + didYouMean(name, known.keySet());
    }
}
