// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.format.protobuf.ProtobufSchemas;
import dev.bottledwater.engine.registry.RegisteredSchema;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.testing.conformance.CaseRecord;
import dev.bottledwater.testing.conformance.Json;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bytes of the keys and values of inputs (conformance format, section 5). */
public final class InputBytes {
    private final SchemaRegistry registry;

    public InputBytes(SchemaRegistry registry) {
        this.registry = registry;
    }

    /**
     * The key of an input with its window.
     *
     * @param source a source on the record's topic
     * @throws UnwritableInputException when the topic's format can't hold the key
     */
    public byte @Nullable [] key(CaseRecord input, Source source) {
        var inner =
                bytes(
                        input.key(),
                        source.keyFormat(),
                        source.schema().key(),
                        SchemaRegistry.subject(source.topic(), true));
        var window = input.window();
        if (inner == null || window == null) {
            return inner;
        }
        return window.session()
                ? ByteBuffer.allocate(inner.length + 2 * Long.BYTES)
                        .put(inner)
                        .putLong(window.end())
                        .putLong(window.start())
                        .array()
                : ByteBuffer.allocate(inner.length + Long.BYTES)
                        .put(inner)
                        .putLong(window.start())
                        .array();
    }

    /**
     * The value of an input.
     *
     * @param source a source on the record's topic
     * @throws UnwritableInputException when the topic's format can't hold the value
     */
    public byte @Nullable [] value(CaseRecord input, Source source) {
        return bytes(
                input.value(),
                source.valueFormat(),
                source.schema().value(),
                SchemaRegistry.subject(source.topic(), false));
    }

    private byte @Nullable [] bytes(
            JsonNode node, FormatSpec format, List<Column> columns, String subject) {
        if (node.isNull()) {
            return null;
        }
        return switch (format.name()) {
            case "JSON" -> Json.write(node);
            case "DELIMITED" -> {
                if (!node.isTextual()) {
                    throw new UnwritableInputException(
                            "An input of a DELIMITED topic must be a string, but is " + node);
                }
                yield node.textValue().getBytes(StandardCharsets.UTF_8);
            }
            case "KAFKA" -> kafka(node, columns);
            case "NONE" -> null;
            case "PROTOBUF_NOSR" -> {
                var schema =
                        ProtobufSchemas.of(new RecordLayout(format, RecordSide.VALUE, "", columns));
                yield ProtobufInputs.write(node, schema, schema.messages().getFirst());
            }
            case "PROTOBUF" -> ProtobufInputs.write(node, latest(subject), format, registry);
            case "AVRO" -> AvroValues.write(node, latest(subject));
            case "JSON_SR" -> JsonSchemaValues.write(node, latest(subject));
            default ->
                    throw new UnwritableInputException(
                            "The test runner can't write inputs in the format %s yet"
                                    .formatted(format.name()));
        };
    }

    private RegisteredSchema latest(String subject) {
        return registry.latest(subject)
                .orElseThrow(
                        () ->
                                new UnwritableInputException(
                                        "No schema is registered for " + subject));
    }

    /** BYTES take the text as it is, and not base64. */
    private static byte[] kafka(JsonNode node, List<Column> columns) {
        if (columns.isEmpty()) {
            return text(node);
        }
        var type = columns.getFirst().type();
        return switch (type) {
            case Primitive.INTEGER ->
                    ByteBuffer.allocate(Integer.BYTES)
                            .putInt(number(node, type).intValue())
                            .array();
            case Primitive.BIGINT ->
                    ByteBuffer.allocate(Long.BYTES).putLong(number(node, type).longValue()).array();
            case Primitive.DOUBLE ->
                    ByteBuffer.allocate(Double.BYTES)
                            .putDouble(number(node, type).doubleValue())
                            .array();
            case Primitive.STRING, Primitive.BYTES -> text(node);
            default ->
                    throw new UnwritableInputException(
                            "The KAFKA format can't hold the type %s of column `%s`"
                                    .formatted(type, columns.getFirst().name()));
        };
    }

    private static Number number(JsonNode node, Object type) {
        if (!node.isNumber()) {
            throw new UnwritableInputException(
                    "A KAFKA %s needs a number, but the input is %s".formatted(type, node));
        }
        return node.numberValue();
    }

    private static byte[] text(JsonNode node) {
        if (!node.isTextual()) {
            throw new UnwritableInputException(
                    "A KAFKA STRING needs a string, but the input is " + node);
        }
        return node.textValue().getBytes(StandardCharsets.UTF_8);
    }
}
