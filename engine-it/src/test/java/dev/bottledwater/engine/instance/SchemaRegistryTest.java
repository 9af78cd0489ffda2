// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.registry.EmbeddedSchemaRegistry;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.registry.HttpSchemaRegistry;
import dev.bottledwater.engine.registry.RegisteredSchema;
import dev.bottledwater.engine.registry.RegistryServer;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * AVRO over a broker and a registry that answers over HTTP, as other programs write and read it.
 */
class SchemaRegistryTest {
    private static final Schema FIRST =
            new Schema.Parser()
                    .parse(
                            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                                    + "{\"name\":\"id\",\"type\":\"long\"},"
                                    + "{\"name\":\"note\",\"type\":[\"null\",\"string\"]}]}");
    private static final Schema SECOND =
            new Schema.Parser()
                    .parse(
                            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":["
                                    + "{\"name\":\"extra\",\"type\":\"double\"},"
                                    + "{\"name\":\"note\",\"type\":\"string\"},"
                                    + "{\"name\":\"id\",\"type\":\"long\"}]}");

    @Test
    void aQueryReadsAndWritesWhatTheRegistrysOtherClientsDo(@TempDir Path directory)
            throws Exception {
        try (var kafka = EmbeddedKafka.launch();
                var server = EmbeddedSchemaRegistry.startWith("user:word");
                var topics = new KafkaTopics(kafka)) {
            var registry =
                    new HttpSchemaRegistry(new RegistryServer(List.of(server.url()), "user:word"));
            var fixture =
                    new EngineFixture(kafka, "avro", directory, BuiltInFunctions.registry())
                            .withRegistry(registry);
            topics.create("orders", 1);
            try (var engine = fixture.running();
                    var producer =
                            new KafkaProducer<>(
                                    kafka.clientProperties(),
                                    new ByteArraySerializer(),
                                    new ByteArraySerializer())) {
                int first = register(registry, FIRST);
                run(
                        engine,
                        "CREATE STREAM ORDERS WITH (KAFKA_TOPIC='orders', VALUE_FORMAT='AVRO');");
                run(
                        engine,
                        "CREATE STREAM NOTED AS SELECT ID * 2 AS TWICE, NOTE FROM ORDERS WHERE NOTE <> 'none';");
                send(producer, first, record(FIRST, 1, "one"));
                send(producer, first, record(FIRST, 2, null));
                send(producer, 4711, record(FIRST, 3, "unknown schema"));
                var evolved = record(SECOND, 4, "four");
                evolved.put("extra", 0.5);
                send(producer, register(registry, SECOND), evolved);

                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .untilAsserted(
                                () ->
                                        assertThat(values(kafka, registry, "NOTED"))
                                                .containsExactly(
                                                        "{\"TWICE\": 2, \"NOTE\": \"one\"}",
                                                        "{\"TWICE\": 8, \"NOTE\": \"four\"}"));
                assertThat(fixture.processingLog)
                        .anySatisfy(e -> assertThat(e.toString()).contains("4711"));

                server.freeze("NOTED-value");
                assertThatThrownBy(
                                () ->
                                        run(
                                                engine,
                                                "CREATE STREAM OTHER WITH (KAFKA_TOPIC='NOTED', VALUE_FORMAT='AVRO') AS SELECT NOTE FROM ORDERS;"))
                        .hasMessageContaining("NOTED-value")
                        .hasMessageContaining("incompatible");
            }
        }
    }

    private static void run(KafkaSqlEngine engine, String sql) {
        engine.execute(sql, Map.of("auto.offset.reset", "earliest"), Map.of());
    }

    private static int register(SchemaRegistry registry, Schema schema) {
        return registry.register("orders-value", SchemaText.of(SchemaType.AVRO, schema.toString()));
    }

    private static GenericRecord record(Schema schema, long id, String note) {
        var record = new GenericData.Record(schema);
        record.put("id", id);
        record.put("note", note);
        return record;
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, int schemaId, GenericRecord value)
            throws Exception {
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(schemaId).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(value.getSchema()).write(value, encoder);
        encoder.flush();
        producer.send(new ProducerRecord<>("orders", null, bytes.toByteArray())).get();
    }

    private static List<String> values(EmbeddedKafka kafka, SchemaRegistry registry, String topic)
            throws IOException {
        var values = new ArrayList<String>();
        try (var consumer =
                new KafkaConsumer<>(
                        kafka.clientProperties(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    values.add(decoded(registry, record.value()));
                }
            }
        }
        return values;
    }

    private static String decoded(SchemaRegistry registry, byte[] value) throws IOException {
        int id = ByteBuffer.wrap(value, 1, 4).getInt();
        assertThat(registry.latest("NOTED-value")).map(RegisteredSchema::id).contains(id);
        var schema = new Schema.Parser().parse(registry.byId(id).orElseThrow().text());
        var decoder = DecoderFactory.get().binaryDecoder(value, 5, value.length - 5, null);
        return new GenericDatumReader<GenericRecord>(schema).read(null, decoder).toString();
    }
}
