// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command of a ksqlDB command topic.
 *
 * @param where its place, such as {@code line 3}
 * @param properties what clients had SET; not those of the server
 * @param queryId the query that it made there; null if not told
 */
record CommandRecord(
        String where, String statement, Map<String, Object> properties, @Nullable String queryId) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Whether a text is the beginning of command records rather than of SQL. */
    static boolean looksLikeCommands(String text) {
        var first = text.lines().map(String::strip).filter(l -> !l.isEmpty()).findFirst();
        try {
            return first.isPresent() && of(first.get(), "line 1").isPresent();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    /**
     * Reads a value of the topic, with or without its key in front, as consumers print it and
     * backups hold it: {@code key:value}, or separated by blanks.
     *
     * @return empty for a record without a value
     * @throws IllegalArgumentException for anything else
     */
    static Optional<CommandRecord> of(String line, String where) {
        var documents = documents(line);
        if (documents.isEmpty()) {
            return Optional.empty();
        }
        var value = documents.getLast();
        if (value.isNull()) {
            return Optional.empty();
        }
        var statement = value.path("statement");
        if (!statement.isTextual()) {
            throw new IllegalArgumentException("it has no member \"statement\"");
        }
        var properties = new LinkedHashMap<String, Object>();
        value.path("streamsProperties")
                .properties()
                .forEach(p -> properties.put(p.getKey(), plain(p.getValue())));
        return Optional.of(
                new CommandRecord(where, statement.asText(), properties, queryId(value)));
    }

    private static Object plain(JsonNode value) {
        return value.isNumber()
                ? value.numberValue()
                : value.isBoolean() ? (Object) value.booleanValue() : value.asText();
    }

    private static @Nullable String queryId(JsonNode value) {
        var id = value.path("plan").path("queryPlan").path("queryId");
        return id.isTextual() ? id.asText() : null;
    }

    /** The key, if there is one, and the value. */
    private static List<JsonNode> documents(String line) {
        // a key that isn't JSON, such as stream/X/create, ends where the value begins
        var text = line.strip();
        var json = text.startsWith("{") || text.startsWith("\"") || text.equals("null");
        int begin = json ? 0 : text.indexOf('{');
        if (begin < 0) {
            throw new IllegalArgumentException("it is no JSON");
        }
        var found = new ArrayList<JsonNode>();
        try {
            while (begin < text.length()) {
                try (var parser = MAPPER.createParser(text.substring(begin))) {
                    found.add(MAPPER.readTree(parser));
                    begin += (int) parser.currentLocation().getCharOffset();
                }
                while (begin < text.length() && ":,;| \t".indexOf(text.charAt(begin)) >= 0) {
                    begin++;
                }
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON: " + e.getMessage(), e);
        }
        return found;
    }
}
