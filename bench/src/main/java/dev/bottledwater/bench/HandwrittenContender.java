// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench;

import dev.bottledwater.engine.query.BoundedRocksDb;
import dev.bottledwater.engine.query.RocksMemory;
import dev.bottledwater.engine.query.StreamsDefaults;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** A Kafka Streams application written by hand, with the settings that the engine's have. */
final class HandwrittenContender implements Contender {
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final long ROCKS_BYTES = 64 << 20;

    private final Map<String, Object> client;
    private final Path directory;
    private final Query query;

    HandwrittenContender(Map<String, Object> client, Path directory, Query query) {
        this.client = client;
        this.directory = directory;
        this.query = query;
    }

    @Override
    public String name() {
        return "by hand";
    }

    @Override
    public AutoCloseable start(String sink, int number) {
        var application = "bench-by-hand-" + query.name().toLowerCase(Locale.ROOT) + number;
        var memory = new RocksMemory(ROCKS_BYTES);
        var streams = new KafkaStreams(topology(sink), settings(application, memory));
        streams.start();
        return () -> {
            streams.close(STOP);
            streams.cleanUp();
            memory.close();
            try (var admin = Admin.create(client)) {
                var internal =
                        admin.listTopics().names().get().stream()
                                .filter(topic -> topic.startsWith(application))
                                .toList();
                admin.deleteTopics(internal).all().get();
            }
        };
    }

    private Topology topology(String sink) {
        return switch (query) {
            case FILTER -> HandwrittenFilter.topology(sink);
            case COUNT -> HandwrittenCount.topology(sink);
        };
    }

    private Properties settings(String application, RocksMemory memory) {
        var settings = new Properties();
        settings.putAll(client);
        StreamsDefaults.TABLE.forEach(s -> settings.put(s.name(), s.value()));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), "earliest");
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.put(RocksMemory.CONFIG, memory);
        return settings;
    }
}
