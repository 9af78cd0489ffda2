// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.instance;

import static dev.bottledwater.engine.instance.Workbench.await;
import static dev.bottledwater.engine.instance.Workbench.awaitState;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.registry.EmbeddedSchemaRegistry;
import dev.bottledwater.engine.ProcessingLog;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.registry.HttpSchemaRegistry;
import dev.bottledwater.engine.registry.RegistryServer;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Writers whose schema changes, and a registry that goes away, while queries run. */
class ChangedSchemasTest {
    @TempDir static Path directory;
    private static EmbeddedKafka kafka;
    private static EmbeddedSchemaRegistry server;
    private static SchemaRegistry registry;
    private static KafkaTopics topics;
    private static Workbench bench;
    private static KafkaProducer<byte[], byte[]> producer;
    private static EngineFixture fixture;
    private static KafkaSqlEngine engine;

    @BeforeAll
    static void launch() throws Exception {
        kafka = EmbeddedKafka.launch();
        server = EmbeddedSchemaRegistry.start();
        registry = new HttpSchemaRegistry(new RegistryServer(List.of(server.url()), null));
        topics = new KafkaTopics(kafka);
        bench = new Workbench(kafka);
        producer =
                new KafkaProducer<>(
                        kafka.clientProperties(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer());
        fixture =
                new EngineFixture(kafka, "schemas", directory, BuiltInFunctions.registry())
                        .withRegistry(registry);
        engine = fixture.running();
    }

    @AfterAll
    static void close() {
        engine.close();
        producer.close();
        bench.close();
        topics.close();
        server.close();
        kafka.close();
    }

    private static Schema avro(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[" + fields + "]}");
    }

    private static void sendAvro(String topic, Schema schema, Object... values) throws Exception {
        send(topic, avro(register(topic, schema), schema, values));
    }

    private static int register(String topic, Schema schema) {
        return registry.register(
                topic + "-value", SchemaText.of(SchemaType.AVRO, schema.toString()));
    }

    private static byte[] avro(int id, Schema schema, Object... values) throws Exception {
        var record = new GenericData.Record(schema);
        for (int i = 0; i < values.length; i++) {
            record.put(i, values[i]);
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static void sendJson(String topic, String schema, String value) throws Exception {
        int id = registry.register(topic + "-value", SchemaText.of(SchemaType.JSON, schema));
        var text = value.getBytes(StandardCharsets.UTF_8);
        send(
                topic,
                ByteBuffer.allocate(5 + text.length).put((byte) 0).putInt(id).put(text).array());
    }

    private static void send(String topic, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, null, value)).get();
    }

    private static List<ProcessingLog.Entry> logged(String id) {
        return fixture.processingLog.stream().filter(e -> e.queryId().equals(id)).toList();
    }

    @Test
    void avroFieldsMayComeAndGoAndOneOfAnotherTypeIsABadRecord() throws Exception {
        topics.create("evolving", 1);
        var v = "{\"name\":\"V\",\"type\":\"long\"}";
        sendAvro("evolving", avro(v), 1L);
        Workbench.run(
                engine,
                "CREATE STREAM EVOLVING (V BIGINT) WITH (KAFKA_TOPIC='evolving', VALUE_FORMAT='AVRO');");
        var id =
                Workbench.start(
                        engine,
                        "CREATE STREAM EVOLVED WITH (VALUE_FORMAT='JSON') AS SELECT V FROM EVOLVING;");
        await(() -> assertThat(bench.values("EVOLVED")).hasSize(1));

        sendAvro("evolving", avro("{\"name\":\"X\",\"type\":\"string\"}," + v), "x", 2L);
        sendAvro("evolving", avro("{\"name\":\"V\",\"type\":[\"null\",\"int\"]}"), 3);
        sendAvro("evolving", avro("{\"name\":\"V\",\"type\":\"string\"}"), "four");
        sendAvro("evolving", avro("{\"name\":\"X\",\"type\":\"string\"}"), "no V");
        sendAvro("evolving", avro(v), 5L);

        await(
                () ->
                        assertThat(bench.values("EVOLVED"))
                                .containsExactly(
                                        "{\"V\":1}",
                                        "{\"V\":2}",
                                        "{\"V\":3}",
                                        "{\"V\":null}",
                                        "{\"V\":5}"));
        assertThat(logged(id))
                .singleElement()
                .satisfies(
                        e -> {
                            assertThat(e.type())
                                    .isEqualTo(ProcessingLog.Type.DESERIALIZATION_ERROR);
                            assertThat(e.offset()).isEqualTo(3);
                            assertThat(e.message()).contains("`V`: expected BIGINT");
                        });
        assertThat(Workbench.errors(engine, id)).isEmpty();
        assertThat(Workbench.state(engine, id)).isEqualTo("RUNNING");
    }

    @Test
    void jsonOfAnotherTypeIsABadRecordToo() throws Exception {
        topics.create("shifting", 1);
        var first =
                "{\"type\":\"object\",\"properties\":{\"V\":{\"type\":\"integer\",\"connect.type\":\"int64\"}}}";
        sendJson("shifting", first, "{\"V\":1}");
        Workbench.run(
                engine,
                "CREATE STREAM SHIFTING (V BIGINT) WITH (KAFKA_TOPIC='shifting', VALUE_FORMAT='JSON_SR');");
        var id =
                Workbench.start(
                        engine,
                        "CREATE STREAM SHIFTED WITH (VALUE_FORMAT='JSON') AS SELECT V FROM SHIFTING;");
        sendJson(
                "shifting",
                "{\"type\":\"object\",\"properties\":{\"V\":{\"type\":\"integer\"},\"W\":{\"type\":\"string\"}}}",
                "{\"V\":2,\"W\":\"w\"}");
        sendJson(
                "shifting",
                "{\"type\":\"object\",\"properties\":{\"V\":{\"type\":\"object\",\"properties\":{\"A\":{\"type\":\"string\"}}}}}",
                "{\"V\":{\"A\":\"three\"}}");
        sendJson("shifting", first, "{\"V\":4}");

        await(
                () ->
                        assertThat(bench.values("SHIFTED"))
                                .containsExactly("{\"V\":1}", "{\"V\":2}", "{\"V\":4}"));
        assertThat(logged(id)).singleElement().matches(e -> e.offset() == 2);
        assertThat(Workbench.errors(engine, id)).isEmpty();
    }

    @Test
    void aRegistryThatGoesAwayLosesNoRecord() throws Exception {
        topics.create("asked", 1);
        var v = "{\"name\":\"V\",\"type\":\"long\"}";
        sendAvro("asked", avro(v), 1L);
        Workbench.run(
                engine,
                "CREATE STREAM ASKED (V BIGINT) WITH (KAFKA_TOPIC='asked', VALUE_FORMAT='AVRO');");
        var id =
                Workbench.start(
                        engine,
                        "CREATE STREAM ANSWERED WITH (VALUE_FORMAT='JSON') AS SELECT V FROM ASKED;");
        await(() -> assertThat(bench.values("ANSWERED")).hasSize(1));
        // committed, so that it isn't read again
        await(
                () ->
                        assertThat(bench.committed("_confluent-ksql-schemas_query_" + id))
                                .isEqualTo(1));

        var wider = avro(v + ",{\"name\":\"W\",\"type\":[\"null\",\"long\"]}");
        int wide = register("asked", wider);
        server.failWith(503);
        try {
            send("asked", avro(wide, wider, 2L));
            await(
                    () -> {
                        assertThat(Workbench.state(engine, id)).isEqualTo("ERROR");
                        var error = Workbench.lastError(engine, id);
                        assertThat(error.type()).isEqualTo("SYSTEM");
                        assertThat(error.message())
                                .startsWith("The schema registry at ")
                                .contains("can't be reached");
                    });
        } finally {
            server.failWith(0);
        }
        sendAvro("asked", avro(v), 3L);
        await(
                () ->
                        assertThat(bench.values("ANSWERED"))
                                .containsExactly("{\"V\":1}", "{\"V\":2}", "{\"V\":3}"));
        awaitState(engine, id, "RUNNING");
        assertThat(logged(id)).isEmpty();
    }
}
