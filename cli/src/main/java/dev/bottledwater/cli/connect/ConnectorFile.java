// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.wire.WireJson;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connector as a file declares it.
 *
 * @param name never blank
 * @param config its settings as texts; {@code connector.class} is among them
 */
public record ConnectorFile(String name, Map<String, String> config) {
    private static final String CLASS = "connector.class";

    /** Copies what it is given. */
    public ConnectorFile {
        config = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /**
     * Reads the connectors of a file: {@code {"name": …, "config": {…}}} as Connect's REST API
     * takes it, the settings alone with {@code name} among them or the file's name for it, or a
     * list of those.
     *
     * @throws CommandFailedException with one sentence when it can't be read
     */
    public static List<ConnectorFile> read(Path file) {
        JsonNode json;
        try {
            json = WireJson.mapper().readTree(Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT, "There is no file " + file + ".", e);
        } catch (JsonProcessingException e) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT,
                    "%s isn't JSON: line %d, column %d: %s."
                            .formatted(
                                    file,
                                    e.getLocation().getLineNr(),
                                    e.getLocation().getColumnNr(),
                                    e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new CommandFailedException(
                    ExitCode.NO_INPUT, "%s can't be read: %s.".formatted(file, e.getMessage()), e);
        }
        List<ConnectorFile> connectors = new ArrayList<>();
        if (json.isArray()) {
            json.forEach(one -> connectors.add(one(file, one)));
        } else {
            connectors.add(one(file, json));
        }
        return connectors;
    }

    private static ConnectorFile one(Path file, JsonNode json) {
        if (!json.isObject()) {
            throw wrong(file, "a connector is a JSON object with name and config");
        }
        JsonNode settings = json.path("config").isObject() ? json.path("config") : json;
        Map<String, String> config = new LinkedHashMap<>();
        settings.properties()
                .forEach(
                        setting -> {
                            JsonNode value = setting.getValue();
                            if (value.isContainerNode()) {
                                throw wrong(
                                        file,
                                        "the setting "
                                                + setting.getKey()
                                                + " must be a text, a number or a boolean");
                            }
                            if (!value.isNull()) {
                                config.put(setting.getKey(), value.asText());
                            }
                        });
        String name = json.path("name").asText(config.getOrDefault("name", ""));
        if (name.isBlank()) {
            name = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        }
        if (!config.getOrDefault("name", name).equals(name)) {
            throw wrong(
                    file, "the connector is called both " + name + " and " + config.get("name"));
        }
        if (config.getOrDefault(CLASS, "").isBlank()) {
            throw wrong(file, "the connector " + name + " has no " + CLASS);
        }
        return new ConnectorFile(name, config);
    }

    private static CommandFailedException wrong(Path file, String reason) {
        return new CommandFailedException(ExitCode.NO_INPUT, file + ": " + reason + ".");
    }
}
