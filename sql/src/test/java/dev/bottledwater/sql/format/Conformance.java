// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The statements of the conformance data, where it stands beside the repository. */
final class Conformance {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(JsonParser.Feature.ALLOW_COMMENTS);

    private Conformance() {}

    /**
     * One case.
     *
     * @param name file and name
     * @param script its statements, one below the other
     * @param expectedType the simple name of the expected exception; empty when none is expected
     * @param expectedMessage what that exception's message contains; may be empty
     */
    record Case(String name, String script, String expectedType, String expectedMessage) {
        /**
         * Whether the text itself is wrong. What a property may be set to is for analysis to say.
         */
        boolean malformed() {
            return (expectedType.equals("ParseFailedException") && !script.contains("WINDOW_SIZE"))
                    || expectedMessage.contains("Syntax Error")
                    || expectedMessage.contains("Value must be integer");
        }
    }

    /**
     * The folder of shared data: it may stand beside the repository or beside the folder of its
     * checkouts.
     */
    static Optional<Path> shared() {
        return Stream.of("../../shared", "../../../shared", "../shared")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst();
    }

    static List<Case> cases(Path shared) throws IOException {
        List<Case> cases = new ArrayList<>();
        for (String folder : List.of("query-validation-tests", "rest-query-validation-tests")) {
            try (Stream<Path> files = Files.list(shared.resolve("qtt").resolve(folder))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                    for (JsonNode test : JSON.readTree(file.toFile()).path("tests")) {
                        add(cases, file, test);
                    }
                }
            }
        }
        return cases;
    }

    private static void add(List<Case> cases, Path file, JsonNode test) {
        StringBuilder script = new StringBuilder();
        for (JsonNode statement : test.path("statements")) {
            script.append(script.isEmpty() ? "" : "\n").append(statement.asText());
        }
        List<String> formats = new ArrayList<>();
        test.path("format").forEach(format -> formats.add(format.asText()));
        JsonNode error = test.path("expectedError");
        JsonNode expected = error.isMissingNode() ? test.path("expectedException") : error;
        String type = expected.path("type").asText("");
        for (String format : formats.isEmpty() ? List.of("JSON") : formats) {
            cases.add(
                    new Case(
                            file.getFileName()
                                    + " - "
                                    + test.path("name").asText()
                                    + " - "
                                    + format,
                            script.toString().replace("{FORMAT}", format),
                            expected.isMissingNode()
                                    ? ""
                                    : type.substring(type.lastIndexOf('.') + 1),
                            expected.path("message").asText("")));
        }
    }
}
