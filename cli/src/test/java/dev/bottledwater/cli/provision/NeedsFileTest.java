// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.TopicNeed;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

class NeedsFileTest {
    @TempDir Path home;

    /** As {@code serve} creates them, and turns heartbeats on. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | cdc.public.orders,__debezium-heartbeat.cdc",
                ", \"heartbeat.interval.ms\": 0 | cdc.public.orders",
                ", \"key.converter\": \"org.apache.kafka.connect.converters.LongConverter\" | cdc.public.orders"
            })
    void debeziumOnPostgresNeedsTheTopicOfItsHeartbeats(String more, String topics)
            throws IOException {
        Path file = home.resolve("cdc.json");
        Files.writeString(
                file,
                """
                {"name": "cdc", "config": {
                  "connector.class": "io.debezium.connector.postgresql.PostgresConnector",
                  "topic.prefix": "cdc", "table.include.list": "public.orders"%s}}
                """
                        .formatted(more));
        Settings settings =
                Settings.from(
                        ConfigVars.of(
                                Map.of(
                                        "KAFKA_URL",
                                        "kafka://127.0.0.1:1",
                                        "BW_PASSWORD",
                                        "long-enough-password")),
                        home);
        assertThat(NeedsFile.read(file, settings).topics())
                .extracting(TopicNeed::name)
                .containsExactly(topics.split(","));
    }
}
