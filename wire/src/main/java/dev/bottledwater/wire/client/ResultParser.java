// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;

import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.row.QueryHeader;
import dev.bottledwater.wire.row.ResultRow;
import dev.bottledwater.wire.row.SchemaText;
import dev.bottledwater.wire.row.StreamHeader;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Reads a result's elements one by one, each as soon as its last byte is there. White space between
 * them, which servers send as heartbeats, is skipped.
 */
final class ResultParser implements AutoCloseable {

    /** How elements stand in the body. */
    enum Form {
        /** {@code /query-stream}: a header object, then one array a line. */
        DELIMITED,
        /** {@code /query}: one array of objects that say what they are. */
        V1
    }

    /** One element. */
    sealed interface Element {
        record Header(QueryHeader header) implements Element {}

        record Row(ResultRow row) implements Element {}

        record Final(String message) implements Element {}

        record Failed(ErrorBody error) implements Element {}

        /** The regular end of the body. */
        record End() implements Element {}
    }

    private static final ObjectReader NODES = WireJson.mapper().readerFor(JsonNode.class);
    private static final ObjectReader VALUES =
            WireJson.mapper()
                    .readerFor(WireJson.mapper().getTypeFactory().constructType(List.class));

    private final Form form;
    private final JsonParser parser;
    private boolean begun;

    ResultParser(Form form, InputStream body) throws IOException {
        this.form = form;
        this.parser = WireJson.mapper().createParser(body);
    }

    /**
     * @throws IOException when the connection broke or the body isn't a result
     */
    Element next() throws IOException {
        if (!begun) {
            begun = true;
            if (form == Form.V1 && parser.nextToken() != JsonToken.START_ARRAY) {
                throw new IOException("The answer isn't a JSON array.");
            }
        }
        JsonToken token = parser.nextToken();
        if (token == null) {
            if (form == Form.V1) {
                throw new IOException("The connection ended in the middle of the result.");
            }
            return new Element.End();
        }
        return switch (token) {
            case END_ARRAY -> new Element.End();
            case START_ARRAY -> new Element.Row(new ResultRow(VALUES.readValue(parser), false));
            case START_OBJECT -> object(NODES.readValue(parser));
            default -> throw new IOException("Expected a row but found " + token + ".");
        };
    }

    private Element object(JsonNode node) throws IOException {
        if (node.has("header")) {
            JsonNode header = node.get("header");
            return new Element.Header(
                    new QueryHeader(
                            text(header.get("queryId")),
                            SchemaText.columns(header.path("schema").asText(""))));
        }
        if (node.has("columnNames")) {
            return new Element.Header(
                    QueryHeader.of(WireJson.mapper().treeToValue(node, StreamHeader.class)));
        }
        if (node.has("row")) {
            JsonNode row = node.get("row");
            List<@Nullable Object> values =
                    VALUES.readValue(WireJson.mapper().treeAsTokens(row.path("columns")));
            return new Element.Row(new ResultRow(values, row.path("tombstone").asBoolean(false)));
        }
        if (node.has("finalMessage")) {
            return new Element.Final(node.get("finalMessage").asText());
        }
        JsonNode error = node.has("errorMessage") ? node.get("errorMessage") : node;
        if (error.has("message")) {
            return new Element.Failed(WireJson.mapper().treeToValue(error, ErrorBody.class));
        }
        throw new IOException("The result holds an object of an unknown kind.");
    }

    private static @Nullable String text(@Nullable JsonNode node) {
        return node == null || node.isNull() ? null : node.asText();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
