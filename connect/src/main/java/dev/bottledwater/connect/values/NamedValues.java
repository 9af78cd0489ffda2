// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.values;

import dev.bottledwater.platform.Suggestion;

import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.runtime.rest.errors.BadRequestException;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Gives out the values that it was configured with and no others. The worker makes it, so that it
 * has a constructor without parameters and gets its values later.
 */
abstract class NamedValues implements ConfigProvider {
    private Map<String, String> values = Map.of();

    /** One sentence that says why there is no value of this name. */
    abstract String missing(String name, Map<String, String> known);

    @Override
    public void configure(Map<String, ?> configs) {
        Map<String, String> texts = new HashMap<>();
        configs.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        values = Map.copyOf(texts);
    }

    @Override
    public ConfigData get(String path) {
        return new ConfigData(path.isEmpty() ? values : Map.of());
    }

    @Override
    public ConfigData get(String path, Set<String> keys) {
        Map<String, String> found = new HashMap<>();
        for (String key : keys) {
            String value = path.isEmpty() ? values.get(key) : null;
            if (value == null) {
                // Answered as 400: it is the connector's settings that are wrong.
                throw new BadRequestException(
                        missing(path.isEmpty() ? key : path + ":" + key, values));
            }
            found.put(key, value);
        }
        return new ConfigData(found);
    }

    /** {@code " Did you mean X?"}, or nothing. */
    static String didYouMean(String name, Set<String> known) {
        return Suggestion.closest(name, known)
                .map(close -> " Did you mean " + close + "?")
                .orElse("");
    }

    @Override
    public void close() {
        values = Map.of();
    }
}
