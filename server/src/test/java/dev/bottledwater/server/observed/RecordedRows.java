// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.observed;

import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.RowStream.Kind;
import dev.bottledwater.engine.RowStream.ResultColumn;
import dev.bottledwater.server.fake.FakeRowStream;
import dev.bottledwater.sql.type.SqlType;
import dev.bottledwater.sql.type.SqlType.Primitive;
import dev.bottledwater.sql.type.StructValue;
import dev.bottledwater.wire.WireJson;
import dev.bottledwater.wire.row.SchemaText;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The rows that an engine would have to emit, so that a recorded answer comes out. */
final class RecordedRows {
    private RecordedRows() {}

    static FakeRowStream of(Exchange exchange) throws IOException {
        if (exchange.title().contains("PRINT")) {
            FakeRowStream lines = new FakeRowStream("print", Kind.PRINT, List.of());
            exchange.answer()
                    .lines()
                    .filter(l -> !l.isEmpty())
                    .forEach(l -> lines.emit(new Event.Line(l)));
            return lines.end(null);
        }
        List<JsonNode> elements = new ArrayList<>();
        if (exchange.answer().startsWith("[")) {
            WireJson.mapper().readTree(exchange.answer()).forEach(elements::add);
        } else {
            for (String line : exchange.answer().lines().filter(l -> !l.isEmpty()).toList()) {
                elements.add(WireJson.mapper().readTree(line));
            }
        }
        JsonNode first = elements.removeFirst();
        JsonNode header = first.has("header") ? first.get("header") : first;
        List<ResultColumn> columns = columns(header);
        String id = header.get("queryId").asText();
        Kind kind = kind(id, elements);
        FakeRowStream rows = new FakeRowStream(id, kind, columns);
        String message = null;
        for (JsonNode element : elements) {
            if (element.has("finalMessage")) {
                message = element.get("finalMessage").asText();
            } else {
                JsonNode values = element.isArray() ? element : element.get("row").get("columns");
                Object[] row = new Object[columns.size()];
                for (int i = 0; i < row.length; i++) {
                    row[i] = value(columns.get(i).type(), values.get(i));
                }
                rows.row(row);
            }
        }
        return rows.end(message);
    }

    private static Kind kind(String id, List<JsonNode> elements) {
        if (id.startsWith("query_")) {
            return Kind.PULL_TABLE;
        }
        return elements.getLast().path("finalMessage").asText().equals("Query Completed")
                ? Kind.PULL_STREAM
                : Kind.PUSH;
    }

    private static List<ResultColumn> columns(JsonNode header) {
        if (header.has("schema")) {
            return SchemaText.columns(header.get("schema").asText()).stream()
                    .map(c -> new ResultColumn(c.name(), type(c.type()), c.key()))
                    .toList();
        }
        return IntStream.range(0, header.get("columnNames").size())
                .mapToObj(
                        i ->
                                new ResultColumn(
                                        header.get("columnNames").get(i).asText(),
                                        type(header.get("columnTypes").get(i).asText()),
                                        false))
                .toList();
    }

    private static SqlType type(String text) {
        if (text.startsWith("DECIMAL(")) {
            String[] parts = text.substring(8, text.length() - 1).split(", ");
            return new SqlType.Decimal(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
        if (!text.endsWith(">")) {
            return Primitive.valueOf(text);
        }
        String inner = text.substring(text.indexOf('<') + 1, text.length() - 1);
        return switch (text.substring(0, text.indexOf('<'))) {
            case "ARRAY" -> new SqlType.Array(type(inner));
            case "MAP" ->
                    new SqlType.Map(Primitive.STRING, type(inner.substring("STRING, ".length())));
            default ->
                    new SqlType.Struct(
                            SchemaText.columns(inner).stream()
                                    .map(c -> new SqlType.Field(c.name(), type(c.type())))
                                    .toList());
        };
    }

    private static Object value(SqlType type, JsonNode json) throws IOException {
        return switch (type) {
            case SqlType.Decimal _ -> json.decimalValue();
            case SqlType.Array(SqlType element) -> {
                List<Object> list = new ArrayList<>();
                for (JsonNode each : json) {
                    list.add(value(element, each));
                }
                yield list;
            }
            case SqlType.Map(SqlType _, SqlType element) -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> entry : json.properties()) {
                    map.put(entry.getKey(), value(element, entry.getValue()));
                }
                yield map;
            }
            case SqlType.Struct(List<SqlType.Field> fields) -> {
                Object[] values = new Object[fields.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = value(fields.get(i).type(), json.get(fields.get(i).name()));
                }
                yield StructValue.of(values);
            }
            case Primitive primitive ->
                    switch (primitive) {
                        case BOOLEAN -> json.booleanValue();
                        case INTEGER -> json.intValue();
                        case BIGINT -> json.longValue();
                        case DOUBLE -> json.doubleValue();
                        case STRING -> json.textValue();
                        case BYTES -> ByteBuffer.wrap(json.binaryValue());
                        case DATE -> LocalDate.parse(json.textValue());
                        case TIME -> LocalTime.parse(json.textValue());
                        case TIMESTAMP -> Instant.parse(json.textValue() + "Z");
                    };
        };
    }
}
