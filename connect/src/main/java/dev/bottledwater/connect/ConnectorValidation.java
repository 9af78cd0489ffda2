// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.needs.ForbiddenSettings;
import dev.bottledwater.connect.needs.UnnamedTopics;

import org.apache.kafka.connect.runtime.rest.entities.ConfigInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.apache.kafka.connect.runtime.rest.entities.ConfigValueInfo;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Completes what Connect found out about a connector's configuration. */
final class ConnectorValidation {
    private final PostgresCheck postgres;
    private final ForbiddenSettings forbidden;
    private final Supplier<Map<String, Map<String, String>>> known;

    /**
     * @param plugins sees the classes of every plugin
     * @param forbidden what no connector may have
     * @param known tells the settings of all connectors by their names
     */
    ConnectorValidation(
            ClassLoader plugins,
            ForbiddenSettings forbidden,
            Supplier<Map<String, Map<String, String>>> known) {
        this.known = known;
        this.postgres = new PostgresCheck(plugins);
        this.forbidden = forbidden;
    }

    /**
     * @param config as the user sent it
     * @param found Connect's own findings
     * @return the same without gaps, and with an error for a Postgres that can't be followed
     */
    ConfigInfos complete(Map<String, String> config, ConfigInfos found) {
        ConfigInfos whole = withoutGaps(found);
        Optional<ForbiddenSettings.Refusal> refusal =
                forbidden
                        .first(config)
                        .or(() -> new UnnamedTopics(forbidden.names().prefix()).first(config));
        if (refusal.isPresent()) {
            return withError(whole, refusal.get().setting(), refusal.get().reason());
        }
        if (whole.errorCount() > 0) {
            return whole;
        }
        return postgres.problem(config.getOrDefault("name", ""), config, known)
                .map(problem -> withError(whole, problem.setting(), problem.sentence()))
                .orElse(whole);
    }

    /**
     * A connector may leave out values of keys that it defines, as Debezium does. Connect 4.3.1
     * then answers any configuration error with 500 and the text of a NullPointerException, in
     * place of the errors.
     */
    private static ConfigInfos withoutGaps(ConfigInfos found) {
        List<ConfigInfo> configs = new ArrayList<>();
        for (ConfigInfo config : found.configs()) {
            configs.add(
                    valueOf(config) == null
                            ? new ConfigInfo(
                                    config.configKey(), value(config.configKey().name(), List.of()))
                            : config);
        }
        return new ConfigInfos(found.name(), found.errorCount(), found.groups(), configs);
    }

    private static ConfigInfos withError(ConfigInfos found, String key, String error) {
        List<ConfigInfo> configs = new ArrayList<>(found.configs());
        configs.add(new ConfigInfo(null, value(key, List.of(error))));
        return new ConfigInfos(found.name(), found.errorCount() + 1, found.groups(), configs);
    }

    private static @Nullable ConfigValueInfo valueOf(ConfigInfo config) {
        return config.configValue();
    }

    private static ConfigValueInfo value(String name, List<String> errors) {
        return new ConfigValueInfo(name, null, List.of(), errors, true);
    }
}
