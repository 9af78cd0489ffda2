// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.cli.BottledWater;

import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.runtime.ConnectorConfig;
import org.apache.kafka.connect.runtime.SinkConnectorConfig;
import org.apache.kafka.connect.runtime.SourceConnectorConfig;
import org.apache.kafka.connect.runtime.TaskConfig;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.util.Objects;

class LoggingTest {
    private final Configuration configuration = shipped();

    private static Configuration shipped() {
        URI file =
                URI.create(
                        Objects.requireNonNull(BottledWater.class.getResource("/log4j2.properties"))
                                .toString());
        LoggerContext context = new LoggerContext("test", null, file);
        Configuration configuration =
                ConfigurationFactory.getInstance().getConfiguration(context, "test", file);
        configuration.initialize();
        return configuration;
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                AdminClientConfig.class,
                ConsumerConfig.class,
                ProducerConfig.class,
                StreamsConfig.class,
                WorkerConfig.class,
                DistributedConfig.class,
                ConnectorConfig.class,
                SourceConnectorConfig.class,
                SinkConnectorConfig.class,
                TaskConfig.class,
                JsonConverterConfig.class
            })
    void configurationsNeverWriteTheirValues(Class<?> config) {
        assertThat(configuration.getLoggers().keySet())
                .as("a logger of its own, so that raising org.apache.kafka doesn't raise it")
                .contains(config.getName());
        assertThat(level(config.getName())).isEqualTo(Level.ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.clients.admin.internals.AdminMetadataManager",
                "org.apache.kafka.clients.NetworkClient",
                "org.apache.kafka.common.utils.AppInfoParser"
            })
    void whatFloodsLogsIsQuiet(String logger) throws ClassNotFoundException {
        assertThat(Class.forName(logger)).isNotNull();
        assertThat(level(logger)).isEqualTo(Level.ERROR);
    }

    @Test
    void ourselvesAreHeardAndLibrariesOnlyWhenTheyWarn() {
        assertThat(level("dev.bottledwater.engine.instance.KafkaSqlEngine")).isEqualTo(Level.INFO);
        for (String library :
                new String[] {"org.apache.kafka", "io.debezium.connector", "org.eclipse.jetty"}) {
            assertThat(level(library)).isEqualTo(Level.WARN);
        }
    }

    private Level level(String logger) {
        return configuration.getLoggerConfig(logger).getLevel();
    }
}
