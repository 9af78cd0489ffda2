// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.declared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

class DeclaredConnectorsTest {
    @TempDir Path directory;
    private final Target target = new Target();

    private static final class Target implements ConnectorTarget {
        final Map<String, Map<String, String>> connectors = new TreeMap<>();
        final List<String> changes = new ArrayList<>();
        String refusal = "";

        @Override
        public Set<String> names() {
            return connectors.keySet();
        }

        @Override
        public Optional<Map<String, String>> stored(String name) {
            return Optional.ofNullable(connectors.get(name));
        }

        @Override
        public List<SettingError> errors(Map<String, String> config) {
            return config.getOrDefault("tasks.max", "1").matches("[0-9]+")
                    ? List.of()
                    : List.of(new SettingError("tasks.max", "Not a number."));
        }

        @Override
        public Optional<String> put(String name, Map<String, String> config) {
            if (!refusal.isEmpty()) {
                return Optional.of(refusal);
            }
            changes.add("put " + name);
            connectors.put(name, config);
            return Optional.empty();
        }

        @Override
        public Optional<String> delete(String name) {
            changes.add("delete " + name);
            connectors.remove(name);
            return Optional.empty();
        }
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private List<String> reconcile(DeclaredConnectors declared) {
        return declared.reconcile(target).stream()
                .map(DeclaredConnectors.Problem::problem)
                .toList();
    }

    private DeclaredConnectors declared(boolean prune) {
        return new DeclaredConnectors(new DeclaredSettings(directory, prune));
    }

    @Test
    void makesConnectorsAsFilesHaveThemAndThenNothing() throws IOException {
        file(
                "a.json",
                "{\"name\": \"orders\", \"config\": {\"connector.class\": \"X\", \"tasks.max\": 2}}");
        file(
                "b.json",
                "[{\"name\": \"one\", \"connector.class\": \"X\"}, {\"name\": \"two\", \"config\": {\"connector.class\": \"X\", \"on\": true}}]");
        file("named-by-file.json", "{\"connector.class\": \"X\"}");
        file("README.md", "no connector");
        target.connectors.put("byHand", Map.of("name", "byHand"));
        var first = declared(false);
        assertThat(reconcile(first)).isEmpty();
        assertThat(first.isDone()).isTrue();
        assertThat(target.connectors)
                .containsOnlyKeys("byHand", "named-by-file", "one", "orders", "two")
                .containsEntry(
                        "orders",
                        Map.of("name", "orders", "connector.class", "X", "tasks.max", "2"))
                .containsEntry("two", Map.of("name", "two", "connector.class", "X", "on", "true"));

        target.changes.clear();
        reconcile(declared(false));
        assertThat(target.changes).as("another instance does it again").isEmpty();

        target.connectors.put("one", Map.of("name", "one", "connector.class", "Y"));
        reconcile(declared(false));
        assertThat(target.changes).containsExactly("put one");
    }

    @Test
    void whatIsWrongIsToldWithFileAndLineAndLeavesTheOthersAlone() throws IOException {
        file("1.json", "{\"name\": \"broken\",\n  \"config\": {\n");
        file("2.json", "{\n  \"name\": \"nested\",\n  \"connector.class\": \"X\",\n  \"a\": {}\n}");
        file("3.json", "{\n  \"name\": \"classless\",\n  \"config\": {}\n}");
        file("4.json", "{\"connector.class\": \"X\",\n  \"tasks.max\": \"many\"}");
        file("5.json", "{\"connector.class\": \"X\",\n\n  \"password\": \"********\"}");
        file("6.json", "[{\"name\": \"fine\", \"connector.class\": \"X\"},\n7]");
        file("7.json", "[{\"name\": \"4\",\n\"connector.class\": \"X\"}]");
        file(
                "8.json",
                "{\"name\": \"a\", \"config\": {\"name\": \"b\", \"connector.class\": \"X\"}}");
        file("9.json", "{\"connector.class\": \"X\"}\n{\"connector.class\": \"Y\"}");
        file("good.json", "{\"connector.class\": \"X\"}");
        var declared = declared(true);
        target.connectors.put("byHand", Map.of());
        var problems = reconcile(declared);
        assertThat(problems).hasSize(9);
        assertThat(problems.get(0)).startsWith("1.json, line 3: it isn't JSON");
        assertThat(problems)
                .contains(
                        "2.json, line 4: the setting a must be a text, a number or a boolean.",
                        "3.json, line 1: the connector classless has no connector.class.",
                        "4.json, line 2: tasks.max: Not a number.",
                        "5.json, line 3: the setting password is a mask and no secret; name the value, as ${env:…} or ${database:password} do.",
                        "6.json, line 2: a connector is a JSON object with name and config.",
                        "7.json, line 1: the connector 4 is declared already in 4.json, line 1.",
                        "8.json, line 1: the connector is called both a and b.",
                        "9.json, line 2: there is more than one document; write a list.");
        assertThat(target.connectors).containsOnlyKeys("byHand", "good");
        assertThat(declared.isDone()).isFalse();
    }

    @Test
    void whatIsRefusedIsTriedAgain() throws IOException {
        file("a.json", "\n{\"connector.class\": \"X\"}");
        target.refusal = "The topic is missing.";
        var declared = declared(false);
        assertThat(reconcile(declared)).containsExactly("a.json, line 2: The topic is missing.");
        target.refusal = "";
        assertThat(reconcile(declared)).isEmpty();
        assertThat(target.connectors).containsOnlyKeys("a");
    }

    @Test
    void deletesOnlyWhenToldToAndWhenAllIsWell() throws IOException {
        file("a.json", "{\"connector.class\": \"X\"}");
        target.connectors.put("other", Map.of());
        reconcile(declared(false));
        assertThat(target.connectors).containsOnlyKeys("a", "other");
        target.refusal = "no";
        file("b.json", "{\"connector.class\": \"X\"}");
        reconcile(declared(true));
        assertThat(target.connectors).containsKey("other");
        target.refusal = "";
        reconcile(declared(true));
        assertThat(target.connectors).containsOnlyKeys("a", "b");
    }
}
