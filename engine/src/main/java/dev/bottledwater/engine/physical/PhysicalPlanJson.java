// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.physical;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.sql.function.FunctionRegistry;

import org.jspecify.annotations.Nullable;

/**
 * Physical plans as JSON. The form is a contract with every catalog log that exists, and so are the
 * names and bytes of the internal topics that a plan leads to: a change that an older program would
 * misread, or under which a query would lose its state, gets a new version. The rules are in the
 * decision record on stored plans.
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
     * @throws UnreadablePlanException for a document of a newer version, with a function that is
     *     missing, or that is damaged
     */
    public static PhysicalPlan decode(String json, FunctionRegistry functions) {
        JsonNode document;
        try {
            document = MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw damaged("it is not JSON", e);
        }
        checkVersion(document.path("version"));
        var steps = new StepJson.Decoder(new ExpressionJson.Decoder(functions));
        try {
            return new PhysicalPlan(
                    steps.step(StepJson.member(document, "root")),
                    StepJson.decodeSink(StepJson.member(document, "sink")));
        } catch (IllegalArgumentException | IndexOutOfBoundsException | NullPointerException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private static void checkVersion(JsonNode version) {
        if (!version.isInt() || version.intValue() < 1) {
            throw damaged("it has no version", null);
        }
        if (version.intValue() > VERSION) {
            throw new UnreadablePlanException(
                    "The stored plan has version %d and this program reads versions up to %d: run the bottled-water that wrote it, or a newer one."
                            .formatted(version.intValue(), VERSION),
                    null);
        }
    }

    private static UnreadablePlanException damaged(String reason, @Nullable Exception cause) {
        return new UnreadablePlanException(
                "The stored plan can't be read: %s. Run the bottled-water that wrote it, or drop the query and create it again."
                        .formatted(reason),
                cause);
    }
}
