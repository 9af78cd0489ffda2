// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.declared;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connector as a file declares it.
 *
 * @param file where it is, as people call it
 * @param line where it begins
 * @param name of the connector
 * @param config its settings, the name among them
 * @param lines where each setting is
 */
public record Declaration(
        String file,
        int line,
        String name,
        Map<String, String> config,
        Map<String, Integer> lines) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "name";
    private static final String CONFIG = "config";
    private static final String CLASS = "connector.class";

    /** What answers show in place of a secret. */
    private static final String MASK = "********";

    public Declaration {
        config = Map.copyOf(config);
        lines = Map.copyOf(lines);
    }

    /** File and line of a setting; the connector's first line where the file doesn't have it. */
    String where(String setting) {
        return file + ", line " + lines.getOrDefault(setting, line);
    }

    /**
     * Reads the connectors of a file: {@code {"name": …, "config": {…}}} as Connect's REST API
     * takes it, the settings alone with {@code name} among them or the file's name for it, or a
     * list of those.
     *
     * @param file its name ends in {@code .json}
     */
    public static List<Declaration> read(Path file) throws DeclarationException {
        String shown = String.valueOf(file.getFileName());
        List<Declaration> declarations = new ArrayList<>();
        try (JsonParser json = JSON.createParser(Files.readString(file))) {
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    declarations.add(one(shown, json));
                }
            } else {
                declarations.add(one(shown, json));
            }
            if (json.nextToken() != null) {
                throw wrong(shown, json, "there is more than one document; write a list");
            }
        } catch (JsonProcessingException e) {
            throw new DeclarationException(
                    "%s, line %d".formatted(shown, e.getLocation().getLineNr()),
                    "it isn't JSON (column %d): %s."
                            .formatted(e.getLocation().getColumnNr(), e.getOriginalMessage()));
        } catch (IOException e) {
            throw new DeclarationException(shown, "it can't be read: " + e.getMessage() + ".");
        }
        return declarations;
    }

    private static Declaration one(String file, JsonParser json)
            throws IOException, DeclarationException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(file, json, "a connector is a JSON object with name and config");
        }
        int line = json.currentTokenLocation().getLineNr();
        Map<String, String> config = new LinkedHashMap<>();
        Map<String, Integer> lines = new LinkedHashMap<>();
        String outer = settings(file, json, config, lines, true);
        String name = outer.isBlank() ? config.getOrDefault(NAME, "") : outer;
        if (name.isBlank()) {
            name = file.replaceFirst("\\.[^.]*$", "");
        }
        String where = file + ", line " + line;
        if (!config.getOrDefault(NAME, name).equals(name)) {
            throw new DeclarationException(
                    where,
                    "the connector is called both %s and %s.".formatted(name, config.get(NAME)));
        }
        if (config.getOrDefault(CLASS, "").isBlank()) {
            throw new DeclarationException(
                    where, "the connector %s has no %s.".formatted(name, CLASS));
        }
        config.put(NAME, name);
        return new Declaration(file, line, name, config, lines);
    }

    /**
     * Reads to the end of an object.
     *
     * @param outer whether settings may be one level deeper, in {@code config}
     * @return the name that stands beside {@code config}; empty where there is none
     */
    private static String settings(
            String file,
            JsonParser json,
            Map<String, String> config,
            Map<String, Integer> lines,
            boolean outer)
            throws IOException, DeclarationException {
        String name = "";
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String setting = json.currentName();
            int line = json.currentTokenLocation().getLineNr();
            JsonToken value = json.nextToken();
            if (outer && setting.equals(CONFIG) && value == JsonToken.START_OBJECT) {
                name = config.getOrDefault(NAME, name);
                config.clear();
                settings(file, json, config, lines, false);
                continue;
            }
            if (value.isStructStart()) {
                throw wrong(
                        file,
                        json,
                        "the setting %s must be a text, a number or a boolean".formatted(setting));
            }
            if (value == JsonToken.VALUE_NULL) {
                continue;
            }
            if (json.getText().equals(MASK)) {
                throw wrong(
                        file,
                        json,
                        "the setting %s is a mask and no secret; name the value, as ${env:…} or ${database:password} do"
                                .formatted(setting));
            }
            if (outer && setting.equals(NAME)) {
                name = json.getText();
            }
            config.put(setting, json.getText());
            lines.put(setting, line);
        }
        return name;
    }

    private static DeclarationException wrong(String file, JsonParser json, String problem) {
        return new DeclarationException(
                file + ", line " + json.currentTokenLocation().getLineNr(), problem + ".");
    }
}
