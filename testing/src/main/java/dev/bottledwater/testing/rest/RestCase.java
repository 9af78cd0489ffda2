// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.bottledwater.testing.conformance.CaseReader;
import dev.bottledwater.testing.conformance.CaseRecord;
import dev.bottledwater.testing.conformance.CaseTopic;
import dev.bottledwater.testing.conformance.Json;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * A case that asks a server over REST (conformance format, section 11).
 *
 * @param file the file's name without {@code .json}
 * @param name the whole name: file, node and format
 * @param node the case's members, with the format put into the statements
 */
public record RestCase(String file, String name, ObjectNode node) {
    private static final String TOPIC = "test_topic";

    /** The statements that are sent together, in their order, before any query. */
    List<String> adminStatements() {
        return statements().subList(0, firstQuery());
    }

    /** The queries, which are sent one by one. */
    List<String> queries() {
        return statements().subList(firstQuery(), statements().size());
    }

    private List<String> statements() {
        return texts(node.path("statements"));
    }

    private int firstQuery() {
        var all = statements();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).startsWith("SELECT ")) {
                return i;
            }
        }
        return all.size();
    }

    /** The properties that go along with every request. */
    JsonNode properties() {
        return node.path("properties");
    }

    /** The properties as text. */
    Map<String, String> propertyTexts() {
        var texts = new TreeMap<String, String>();
        properties().properties().forEach(p -> texts.put(p.getKey(), p.getValue().asText()));
        return texts;
    }

    List<CaseTopic> topics() {
        return elements(node.path("topics")).stream().map(CaseReader::topic).toList();
    }

    List<CaseRecord> inputs() {
        return records("inputs");
    }

    List<CaseRecord> outputs() {
        return records("outputs");
    }

    private List<CaseRecord> records(String member) {
        return elements(node.path(member)).stream().map(CaseReader::record).toList();
    }

    List<JsonNode> responses() {
        return elements(node.path("responses"));
    }

    /** How the case must fail; null when it must not. */
    @Nullable JsonNode expectedError() {
        return node.hasNonNull("expectedError") ? node.get("expectedError") : null;
    }

    /** Whether the inputs come when the query runs already. */
    boolean waitsForPushQuery() {
        return node.path("inputConditions").path("waitForActivePushQuery").asBoolean();
    }

    /** Whether the rows of responses come in the order that is expected. */
    boolean verifiesOrder() {
        return node.path("outputConditions").path("verifyOrder").asBoolean();
    }

    /** Whether every query is asked for Protobuf, too. */
    boolean asksForProtobuf() {
        return node.path("testPullWithProtoFormat").asBoolean();
    }

    /** The case with a topic of its own, so that no two runs meet. */
    RestCase withTopic(String suffix) {
        var text = new String(Json.write(node), StandardCharsets.UTF_8);
        try {
            var renamed =
                    Json.read(
                            text.replace(TOPIC, TOPIC + "_" + suffix)
                                    .getBytes(StandardCharsets.UTF_8));
            return new RestCase(file, name, (ObjectNode) renamed);
        } catch (IOException e) {
            throw new UncheckedIOException("JSON that was written can't be read", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        return elements(array).stream().map(JsonNode::asText).toList();
    }

    private static List<JsonNode> elements(JsonNode array) {
        return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
    }
}
