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
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.composite.CompositeConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;

class LoggingTest {
    private final Configuration configuration = shipped();

    private static Configuration shipped() {
        Configuration configuration = file("/log4j2.properties");
        configuration.initialize();
        return configuration;
    }

    private static Configuration file(String name) {
        URI file =
                URI.create(Objects.requireNonNull(BottledWater.class.getResource(name)).toString());
        LoggerContext context = new LoggerContext("test", null, file);
        return ConfigurationFactory.getInstance().getConfiguration(context, "test", file);
    }

    @Test
    void linesAreObjectsWhereJsonIsAskedFor() {
        Configuration json =
                new CompositeConfiguration(
                        List.of(
                                (AbstractConfiguration) file("/log4j2.properties"),
                                (AbstractConfiguration) file("/log4j2-json.properties")));
        json.initialize();
        var context = new SortedArrayStringMap();
        context.putValue("query", "CSAS_A_1");
        var event =
                Log4jLogEvent.newBuilder()
                        .setLoggerName("dev.bottledwater.X")
                        .setLevel(Level.WARN)
                        .setThreadName("t")
                        .setTimeMillis(1_795_000_000_000L)
                        .setMessage(new SimpleMessage("two\nlines \"quoted\""))
                        .setContextData(context)
                        .build();

        assertThat(json.getAppender("console").getLayout().toSerializable(event))
                .isEqualTo(
                        "{\"time\":\"2026-11-18T11:06:40.000Z\",\"level\":\"WARN\",\"logger\":\"dev.bottledwater.X\","
                                + "\"thread\":\"t\",\"query\":\"CSAS_A_1\",\"message\":\"two\\nlines \\\"quoted\\\"\"}"
                                + System.lineSeparator());
        assertThat(json.getLoggerConfig(ProducerConfig.class.getName()).getLevel())
                .isEqualTo(Level.ERROR);
    }

    private String line(String appender, Throwable thrown) {
        var event =
                Log4jLogEvent.newBuilder()
                        .setLoggerName("org.apache.kafka.connect.runtime.WorkerTask")
                        .setLevel(Level.ERROR)
                        .setMessage(new SimpleMessage("Task threw an exception"))
                        .setThrown(thrown)
                        .build();
        return configuration.getAppender(appender).getLayout().toSerializable(event).toString();
    }

    @Test
    void ofLibrariesExceptionsTheDeepestCauseIsWritten() {
        var thrown =
                new IllegalStateException(
                        "poll failed",
                        new IllegalArgumentException("no", new IOException("Connection\nrefused")));

        assertThat(configuration.getRootLogger().getAppenders()).containsOnlyKeys("cause");
        assertThat(line("cause", thrown))
                .isEqualTo(
                        "ERROR WorkerTask - Task threw an exception | java.io.IOException: Connection\\nrefused"
                                + System.lineSeparator());
        assertThat(line("cause", new IOException("gone")))
                .endsWith("exception | java.io.IOException: gone" + System.lineSeparator());
        assertThat(configuration.getLoggerConfig("dev.bottledwater.X").getAppenders())
                .containsOnlyKeys("console");
        assertThat(line("console", thrown)).contains("poll failed", "LoggingTest.java");
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
