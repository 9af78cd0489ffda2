// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.bottledwater.wire.entity.KsqlEntity;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How the documents of this package become JSON and back: unknown fields are ignored, missing lists
 * and maps are empty, and numbers keep all their digits.
 */
public final class WireJson {
    private static final ObjectMapper MAPPER = newMapper();
    private static final TypeReference<List<KsqlEntity>> ENTITIES = new TypeReference<>() {};

    private WireJson() {}

    /** Returns the mapper that all of the wire's documents are read and written with. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    /** Returns the JSON of a document of this package. */
    public static String write(Object document) {
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Not a document of the wire: " + document.getClass().getName(), e);
        }
    }

    /** Returns the JSON array of answers to statements, each with its {@code @type}. */
    public static String writeEntities(List<KsqlEntity> entities) {
        try {
            return MAPPER.writerFor(ENTITIES).writeValueAsString(entities);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not an answer to a statement", e);
        }
    }

    /**
     * Reads a JSON array of answers to statements.
     *
     * @throws JsonProcessingException when it is something else
     */
    public static List<KsqlEntity> readEntities(byte[] json) throws java.io.IOException {
        return MAPPER.readValue(json, ENTITIES);
    }

    private static ObjectMapper newMapper() {
        JsonMapper mapper =
                JsonMapper.builder()
                        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                        .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE)
                        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                        .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                        .build();
        JsonSetter.Value empty = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);
        mapper.configOverride(List.class).setSetterInfo(empty);
        mapper.configOverride(Map.class).setSetterInfo(empty);
        mapper.configOverride(SequencedMap.class).setSetterInfo(empty);
        return mapper;
    }
}
