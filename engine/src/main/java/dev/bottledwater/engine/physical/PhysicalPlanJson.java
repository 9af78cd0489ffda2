// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.sql.function.FunctionRegistry;

/**
 * Physical plans as JSON. The form is a contract with every catalog log that exists: a change that
 * an older program would misread gets a new version.
 */
public final class PhysicalPlanJson {
    /** The version that is written. */
    public static final int VERSION = 1;

    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private PhysicalPlanJson() {}

    /** The document of a plan, on one line. */
    public static String encode(PhysicalPlan plan) {
        ObjectNode document = MAPPER.createObjectNode();
        document.put("version", VERSION);
        document.set("root", StepJson.encode(plan.root()));
        document.set("sink", StepJson.encode(plan.sink()));
        try {
            return MAPPER.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The plan of a document.
     *
     * @param functions where the plan's functions are looked up
     * @throws UnreadablePlanException for a document of another version, with a function that is
     *     missing, or that is damaged
     */
    public static PhysicalPlan decode(String json, FunctionRegistry functions) {
        JsonNode document;
        try {
            document = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw damaged("it is not JSON", e);
        }
        var version = document.path("version").asInt(0);
        if (version != VERSION) {
            throw new UnreadablePlanException(
                    "The stored plan has version %s, but this program reads version %d: run the program that wrote it, or newer."
                            .formatted(document.path("version").asText("none"), VERSION),
                    null);
        }
        var steps = new StepJson.Decoder(new ExpressionJson.Decoder(functions));
        try {
            return new PhysicalPlan(
                    steps.step(StepJson.member(document, "root")),
                    StepJson.decodeSink(StepJson.member(document, "sink")));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private static UnreadablePlanException damaged(String reason, Exception cause) {
        return new UnreadablePlanException(
                "The stored plan can't be read: %s. Drop the query and create it again."
                        .formatted(reason),
                cause);
    }
}
