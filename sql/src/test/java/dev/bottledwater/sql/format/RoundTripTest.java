// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.parse.ParsedStatement;
import dev.bottledwater.sql.parse.SqlParser;

import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every statement of the shared data parses, and its canonical text parses to the same tree. */
class RoundTripTest {
    private static final Pattern REQUEST =
            Pattern.compile("^\\{\"(?:ksql|sql)\": \"((?:[^\"\\\\]|\\\\.)*)\"", Pattern.MULTILINE);

    @Test
    void statementsOfTheConformanceDataComeBackTheSame() throws Exception {
        Optional<Path> shared = Conformance.shared();
        if (shared.isEmpty()) {
            System.out.println("SKIPPED RoundTripTest: no ../shared beside the repository");
            return;
        }
        int statements = 0;
        Set<String> failures = new LinkedHashSet<>();
        long start = System.nanoTime();
        for (Conformance.Case test : Conformance.cases(shared.get())) {
            if (test.malformed()) {
                continue;
            }
            try {
                for (ParsedStatement parsed : SqlParser.parseScript(test.script())) {
                    statements++;
                    String text = SqlFormatter.format(parsed.statement());
                    Object again = WithoutSpans.of(SqlParser.parseSingle(text));
                    if (!WithoutSpans.of(parsed.statement()).equals(again)) {
                        failures.add(test.name() + ": " + parsed.text() + " -> " + text);
                    }
                    assertThat(SqlFormatter.format(SqlParser.parseSingle(text))).isEqualTo(text);
                }
            } catch (SqlException e) {
                failures.add(test.name() + ": " + e.getMessage() + "\n" + test.script());
            }
        }
        System.out.printf(
                "RoundTripTest: %d statements of the conformance data in %d ms%n",
                statements, (System.nanoTime() - start) / 1_000_000);
        assertThat(failures).isEmpty();
        assertThat(statements).isGreaterThan(3000);
    }

    @Test
    void malformedStatementsOfTheConformanceDataAreRefusedInKsqlsWords() throws Exception {
        Optional<Path> shared = Conformance.shared();
        if (shared.isEmpty()) {
            System.out.println("SKIPPED RoundTripTest: no ../shared beside the repository");
            return;
        }
        List<String> failures = new ArrayList<>();
        int refused = 0;
        for (Conformance.Case test : Conformance.cases(shared.get())) {
            if (!test.malformed()) {
                continue;
            }
            try {
                // a REST test sends its query by itself, so places are those in that statement
                SqlParser.parseScript(
                        test.name().startsWith("pull-")
                                ? test.script().split("\n")[1]
                                : test.script());
                failures.add("parsed: " + test.name());
            } catch (SqlException e) {
                refused++;
                if (!(e.getMessage() + "\nStatement: " + test.script())
                        .contains(test.expectedMessage())) {
                    failures.add(test.name() + ": " + e.getMessage());
                }
            }
        }
        System.out.printf(
                "RoundTripTest: %d malformed scripts of the conformance data refused%n", refused);
        assertThat(failures).isEmpty();
        assertThat(refused).isGreaterThan(10);
    }

    @Test
    void statementsOfTheObservedExchangesComeBackTheSame() throws Exception {
        Optional<Path> shared = Conformance.shared();
        if (shared.isEmpty()) {
            System.out.println("SKIPPED RoundTripTest: no ../shared beside the repository");
            return;
        }
        String observed = Files.readString(shared.get().resolve("spec/observed/wire.md"));
        int canonical = 0;
        Matcher requests = REQUEST.matcher(observed);
        int sent = 0;
        while (requests.find()) {
            String text = requests.group(1).replace("\\\"", "\"");
            if (text.contains("SELEC ")
                    || text.contains("${")
                    || !text.endsWith(";")
                    || text.equals("SELECT 1;")) {
                continue;
            }
            sent++;
            for (ParsedStatement parsed : SqlParser.parseScript(text)) {
                String formatted = SqlFormatter.format(parsed.statement());
                assertThat(WithoutSpans.of(SqlParser.parseSingle(formatted)))
                        .isEqualTo(WithoutSpans.of(parsed.statement()));
            }
        }
        Matcher answers =
                Pattern.compile(
                                "\"(?:statementText|queryString)\":\"((?:CREATE (?:STREAM|TABLE) \\w+ (?:\\(.{1,300}?\\) )?WITH)(?:[^\"\\\\]|\\\\.)*;)\"")
                        .matcher(observed);
        Set<String> texts = new LinkedHashSet<>();
        while (answers.find()) {
            String text = answers.group(1).replace("\\n", "\n");
            // an error without a rewritten statement echoes what was sent
            if (!text.contains("A INT)") && !text.contains("A INT ") && !text.contains("VARCHAR")) {
                texts.add(text);
            }
        }
        for (String text : texts) {
            assertThat(SqlFormatter.format(SqlParser.parseSingle(text))).isEqualTo(text);
            canonical++;
        }
        System.out.printf(
                "RoundTripTest: %d observed requests, %d canonical texts%n", sent, canonical);
        assertThat(sent).isGreaterThan(30);
        assertThat(canonical).isGreaterThan(5);
    }
}
