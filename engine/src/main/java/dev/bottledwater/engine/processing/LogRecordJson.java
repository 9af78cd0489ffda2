// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.processing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import dev.bottledwater.engine.ProcessingLog.Entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes entries as ksqlDB's structured log has them. Values of records are never in them. */
final class LogRecordJson {
    private static final JsonFactory JSON = new JsonFactory();

    private LogRecordJson() {}

    static byte[] of(Entry entry, long millis) {
        var bytes = new ByteArrayOutputStream(512);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("level", "ERROR");
            json.writeStringField("logger", "processing." + entry.queryId() + "." + entry.step());
            json.writeNumberField("time", millis);
            json.writeObjectFieldStart("message");
            json.writeNumberField("type", entry.type().ordinal());
            error(json, entry);
            position(json, entry);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Memory can be written to", e);
        }
        return bytes.toByteArray();
    }

    private static void error(JsonGenerator json, Entry entry) throws IOException {
        switch (entry.type()) {
            case DESERIALIZATION_ERROR -> {
                begin(json, "deserializationError", entry);
                json.writeNullField("target");
                json.writeNullField("recordB64");
                json.writeStringField("topic", entry.topic());
                causes(json);
            }
            case RECORD_PROCESSING_ERROR -> {
                begin(json, "recordProcessingError", entry);
                json.writeNullField("record");
                causes(json);
            }
            case PRODUCTION_ERROR -> begin(json, "productionError", entry);
            case SERIALIZATION_ERROR -> {
                begin(json, "serializationError", entry);
                json.writeNullField("target");
                json.writeNullField("record");
                json.writeStringField("topic", entry.topic());
                causes(json);
            }
            case KAFKA_STREAMS_THREAD_ERROR -> {
                begin(json, "kafkaStreamsThreadError", entry);
                json.writeNullField("threadName");
                causes(json);
            }
        }
        json.writeEndObject();
    }

    private static void begin(JsonGenerator json, String name, Entry entry) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("errorMessage", entry.message());
    }

    private static void causes(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("cause");
        json.writeEndArray();
    }

    private static void position(JsonGenerator json, Entry entry) throws IOException {
        json.writeObjectFieldStart("position");
        json.writeStringField("queryId", entry.queryId());
        if (entry.topic() != null) {
            json.writeStringField("sourceTopic", entry.topic());
            json.writeNumberField("sourcePartition", entry.partition());
            json.writeNumberField("sourceOffset", entry.offset());
        }
        json.writeEndObject();
    }
}
