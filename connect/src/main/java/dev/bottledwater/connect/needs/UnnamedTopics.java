// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import dev.bottledwater.platform.preflight.TopicNeed;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Topics that {@link ConnectorNaming} can't give the prefix of a shared plan. A connector that
 * writes to one would be taken and then fail for want of rights.
 *
 * @param prefix its dot included; empty on dedicated plans, where nothing is refused
 */
public record UnnamedTopics(String prefix) {

    /**
     * Looks for the first.
     *
     * @param config as the user wrote it
     */
    public Optional<ForbiddenSettings.Refusal> first(Map<String, String> config) {
        if (prefix.isEmpty() || ConnectorClass.readsTopics(config)) {
            return Optional.empty();
        }
        if (ConnectorClass.of(config).isMirrorMaker()) {
            return Optional.of(
                    new ForbiddenSettings.Refusal(
                            "connector.class",
                            "MirrorMaker creates its topics itself and names them after those of the other cluster, while every topic of this Kafka plan must begin with %s and be created beforehand: run it on a dedicated plan."
                                    .formatted(prefix)));
        }
        return TransformNaming.unnameable(config)
                .map(
                        transform ->
                                new ForbiddenSettings.Refusal(
                                        transform.settings() + "type",
                                        "%s names topics by what is in records, and every topic of this Kafka plan must begin with %s: route with RegexRouter or EventRouter, whose names get the prefix."
                                                .formatted(transform.simpleType(), prefix)))
                .or(() -> written(config));
    }

    private Optional<ForbiddenSettings.Refusal> written(Map<String, String> config) {
        Map<String, String> named = new ConnectorNaming(prefix).apply(config);
        String name = config.getOrDefault("name", "");
        return ConnectorNeeds.of(name, named, Duration.ofDays(1)).topics().stream()
                .map(TopicNeed::name)
                .filter(topic -> !topic.startsWith(prefix))
                .findFirst()
                .map(
                        topic ->
                                new ForbiddenSettings.Refusal(
                                        "transforms",
                                        "Records would go to the topic '%s', and every topic of this Kafka plan must begin with %s: leave the prefix out of the transforms' regular expressions, so that it is put on, or begin what they make with it."
                                                .formatted(topic, prefix)));
    }
}
