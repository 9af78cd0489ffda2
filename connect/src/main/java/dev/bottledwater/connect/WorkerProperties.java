// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.values.ConfigVarProvider;
import dev.bottledwater.connect.values.DatabaseProvider;
import dev.bottledwater.connect.values.KafkaProvider;
import dev.bottledwater.platform.Names;

import org.apache.kafka.common.config.provider.ConfigProvider;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Writes a worker's settings as the properties of Kafka Connect. What differs from Connect's own
 * default says why.
 */
final class WorkerProperties {
    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";

    private static final String PROVIDERS = "config.providers";

    private WorkerProperties() {}

    static Map<String, String> of(WorkerSettings settings) {
        Map<String, String> properties = new TreeMap<>();
        putKafka(properties, settings.kafka().clientProperties());
        putCluster(properties, settings);
        putRest(properties, settings);
        putPlugins(properties, settings.pluginPath());
        putDynoDefaults(properties);
        properties.putAll(settings.overrides());
        putValues(properties, settings.values());
        return Map.copyOf(properties);
    }

    /**
     * Connectors' own clients inherit nothing but the brokers' addresses, so the rest is repeated
     * for each kind of client.
     */
    private static void putKafka(Map<String, String> properties, Map<String, String> kafka) {
        properties.putAll(kafka);
        for (String client : List.of("producer.", "consumer.", "admin.")) {
            kafka.forEach(
                    (name, value) -> {
                        if (!name.equals("bootstrap.servers")) {
                            properties.put(client + name, value);
                        }
                    });
        }
    }

    private static void putCluster(Map<String, String> properties, WorkerSettings settings) {
        Names names = settings.names();
        properties.put("group.id", names.connectGroup());
        properties.put("config.storage.topic", names.connectConfigTopic());
        properties.put("offset.storage.topic", names.connectOffsetTopic());
        properties.put("status.storage.topic", names.connectStatusTopic());
        // The topics are there when the worker starts; were one deleted since, the broker knows
        // best.
        for (String store : List.of("config", "offset", "status")) {
            properties.put(store + ".storage.replication.factor", "-1");
        }
        // Connect waits 5 minutes for a worker that left, even gracefully, before its tasks move.
        // Dynos are cycled every day and
        // come back under another name, so that wait would stop every connector for 5 minutes a day
        // and win nothing.
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        // Transactions need rights that Kafka on Heroku doesn't give.
        properties.put("exactly.once.source.support", "disabled");
        properties.put("topic.creation.enable", "true");
    }

    private static void putRest(Map<String, String> properties, WorkerSettings settings) {
        // Connect's REST knows no users: only the edge of this process may reach it. Port 0: the
        // system picks a free one.
        properties.put("listeners", "http://127.0.0.1:0");
        properties.put("rest.advertised.host.name", settings.advertisedName().value());
    }

    private static void putPlugins(Map<String, String> properties, List<Path> pluginPath) {
        // Scanning classes instead peaks at 560 MB of memory, more than a small dyno has.
        properties.put("plugin.discovery", "service_load");
        if (!pluginPath.isEmpty()) {
            properties.put(
                    "plugin.path",
                    pluginPath.stream()
                            .map(path -> path.toAbsolutePath().toString())
                            .collect(Collectors.joining(",")));
        }
        // A sink's group and a dead-letter queue must be named with the prefix of the Kafka plan,
        // which only
        // consumer.override.group.id and its like can do.
        properties.put("connector.client.config.override.policy", "All");
    }

    private static void putDynoDefaults(Map<String, String> properties) {
        // Plain JSON is what SQL reads; with schemas enabled each record would repeat its schema.
        for (String converter : List.of("key.converter", "value.converter")) {
            properties.put(converter, JSON_CONVERTER);
            properties.put(converter + ".schemas.enable", "false");
        }
        // Connect gives tasks 5 seconds to end, and those that don't make it deliver twice what
        // they have not committed. A dyno has more time; some is left for the rest of the worker.
        properties.put(
                "task.shutdown.graceful.timeout.ms",
                Long.toString(ConnectWorker.STOP_DEADLINE.minusSeconds(10).toMillis()));
        // How much is delivered twice after a kill, and how long Postgres keeps its log, both
        // follow this interval.
        properties.put("offset.flush.interval.ms", "10000");
        // Kafka's 32 MB a producer and 50 MB a fetch are more than a 512 MB dyno has for several
        // tasks.
        properties.put("producer.buffer.memory", Integer.toString(8 << 20));
        properties.put("producer.compression.type", "lz4");
        properties.put("consumer.fetch.max.bytes", Integer.toString(8 << 20));
    }

    /** Beside the providers that the app asks for itself. */
    private static void putValues(
            Map<String, String> properties, Map<String, Map<String, String>> values) {
        Set<String> providers = new LinkedHashSet<>();
        for (String asked : properties.getOrDefault(PROVIDERS, "").split(",")) {
            if (!asked.isBlank()) {
                providers.add(asked.strip());
            }
        }
        putProvider(properties, providers, ConfigVarProvider.NAME, ConfigVarProvider.class, values);
        putProvider(properties, providers, DatabaseProvider.NAME, DatabaseProvider.class, values);
        putProvider(properties, providers, KafkaProvider.NAME, KafkaProvider.class, values);
        properties.put(PROVIDERS, String.join(",", providers));
    }

    private static void putProvider(
            Map<String, String> properties,
            Set<String> providers,
            String name,
            Class<? extends ConfigProvider> type,
            Map<String, Map<String, String>> values) {
        if (!providers.add(name)) {
            return;
        }
        properties.put(PROVIDERS + "." + name + ".class", type.getName());
        values.getOrDefault(name, Map.of())
                .forEach(
                        (key, value) ->
                                properties.put(PROVIDERS + "." + name + ".param." + key, value));
    }
}
