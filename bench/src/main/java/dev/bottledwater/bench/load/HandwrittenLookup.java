// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.bottledwater.engine.query.BoundedRocksDb;
import dev.bottledwater.engine.query.RocksMemory;
import dev.bottledwater.engine.query.StreamsDefaults;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/**
 * What one would write by hand to serve a table: Kafka Streams keeps the topic in a store, and a
 * bare Jetty answers from it, with the bytes that the server answers.
 */
final class HandwrittenLookup implements AutoCloseable {
    private static final String STORE = "totals";
    private static final long ROCKS_BYTES = 64 << 20;
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final String BEFORE_KEY = "K='";

    private final RocksMemory memory = new RocksMemory(ROCKS_BYTES);
    private final KafkaStreams streams;
    private final Server server = new Server();
    private final ServerConnector connector;

    /**
     * Starts both.
     *
     * @param client of a user who may have groups of any name
     */
    HandwrittenLookup(Map<String, Object> client, Path directory) throws Exception {
        var builder = new StreamsBuilder();
        builder.table(
                LoadQueries.TABLE_TOPIC,
                Consumed.with(Serdes.String(), Serdes.ByteArray()),
                Materialized.<String, byte[], KeyValueStore<Bytes, byte[]>>as(STORE)
                        .withCachingDisabled());
        streams = new KafkaStreams(builder.build(), settings(client, directory));
        streams.start();
        connector = new ServerConnector(server);
        server.addConnector(connector);
        server.setHandler(new Lookup());
        server.start();
    }

    private Properties settings(Map<String, Object> client, Path directory) {
        var settings = new Properties();
        settings.putAll(client);
        StreamsDefaults.TABLE.forEach(s -> settings.put(s.name(), s.value()));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "load-by-hand");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.mainConsumerPrefix("auto.offset.reset"), "earliest");
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
        settings.put(RocksMemory.CONFIG, memory);
        return settings;
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws Exception {
        server.stop();
        streams.close(STOP);
        memory.close();
    }

    /** A row of the table's topic. */
    record Total(long N, long TOTAL) {}

    private final class Lookup extends Handler.Abstract {
        private final ObjectReader reader = new ObjectMapper().readerFor(Total.class);
        private final ReadOnlyKeyValueStore<String, byte[]> store = store();

        private ReadOnlyKeyValueStore<String, byte[]> store() throws InterruptedException {
            while (streams.state() != KafkaStreams.State.RUNNING) {
                Thread.sleep(50);
            }
            return streams.store(
                    StoreQueryParameters.fromNameAndType(
                            STORE, QueryableStoreTypes.<String, byte[]>keyValueStore()));
        }

        private Lookup() throws InterruptedException {}

        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            var body = Content.Source.asString(request);
            int from = body.indexOf(BEFORE_KEY) + BEFORE_KEY.length();
            var key = body.substring(from, body.indexOf('\'', from));
            var value = store.get(key);
            var row = "";
            if (value != null) {
                Total total = reader.readValue(value);
                row = "[\"" + key + "\"," + total.N() + "," + total.TOTAL() + "]\n";
            }
            var answer =
                    "{\"queryId\":\"query_"
                            + System.currentTimeMillis()
                            + LoadQueries.TABLE_HEADER
                            + row;
            response.getHeaders().put("Content-Type", "application/vnd.ksqlapi.delimited.v1");
            response.write(true, ByteBuffer.wrap(answer.getBytes(UTF_8)), callback);
            return true;
        }
    }
}
