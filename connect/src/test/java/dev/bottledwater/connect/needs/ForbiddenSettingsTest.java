// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.needs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.Names;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;
import java.util.Set;

class ForbiddenSettingsTest {
    private final ForbiddenSettings forbidden =
            new ForbiddenSettings(new Names("smooth-1.", "shop"), Set.of("env", "database"));

    @ParameterizedTest
    @CsvSource({
        "topics, 'orders,_bottled-water-shop-connect-configs'",
        "topics, smooth-1._bottled-water-other-connect-configs",
        "topic, _bottled-water-shop-catalog",
        "topics.regex, .*",
        "topics.regex, .*connect-(configs|status)",
        "transforms.r.replacement, _bottled-water-shop-peers",
        "consumer.override.group.id, bottled-water-shop-connect",
        "consumer.override.group.id, smooth-1.bottled-water-shop-connect",
        "producer.override.bootstrap.servers, 'evil:9093'",
        "admin.override.bootstrap.controllers, 'evil:9093'",
        "consumer.override.security.protocol, SASL_PLAINTEXT",
        "producer.override.sasl.jaas.config, x",
        "admin.override.sasl.login.callback.handler.class, x",
        "producer.override.ssl.truststore.certificates, x",
        "producer.override.ssl.endpoint.identification.algorithm, ''",
        "password, ${file:/etc/passwd:root}",
        "url, 'https://u:${vault:secret/x:y}@host'",
    })
    void refuses(String setting, String value) {
        assertThat(forbidden.first(Map.of("connector.class", "X", setting, value)))
                .hasValueSatisfying(
                        refusal -> {
                            assertThat(refusal.setting()).isEqualTo(setting);
                            assertThat(refusal.reason()).endsWith(".");
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "topics, 'orders,payments'",
        "topics.regex, shop\\..*",
        "topics.regex, '('",
        "consumer.override.group.id, connect-shop",
        "producer.override.linger.ms, 50",
        "admin.override.request.timeout.ms, 5000",
        "producer.override.security.providers, x",
        "schema.history.internal.producer.sasl.jaas.config, x",
        "target.cluster.bootstrap.servers, 'other:9093'",
        "password, ${env:PASSWORD}",
        "password, ${database:password}",
        "file.name.template, '{{topic}}-${timestamp:unit=yyyy}'",
        "table.name.format, ${topic}",
    })
    void leavesOthersAlone(String setting, String value) {
        assertThat(forbidden.first(Map.of("connector.class", "X", setting, value))).isEmpty();
    }

    @Test
    void mirrorsExcludeOwnTopics() {
        var mirror =
                Map.of(
                        "connector.class",
                        "org.apache.kafka.connect.mirror.MirrorSourceConnector",
                        "topics",
                        ".*");
        assertThat(forbidden.first(mirror)).isPresent();
        var silent = Map.of("connector.class", "MirrorSource");
        assertThat(forbidden.first(silent))
                .as("all topics by default")
                .get()
                .extracting(ForbiddenSettings.Refusal::setting)
                .isEqualTo("topics");
        assertThat(forbidden.first(Map.of("connector.class", "MirrorHeartbeat"))).isEmpty();
        var excluding = new java.util.HashMap<>(mirror);
        excluding.put("topics.exclude", "__.*,.*_bottled-water-.*");
        assertThat(forbidden.first(excluding)).isEmpty();
    }
}
