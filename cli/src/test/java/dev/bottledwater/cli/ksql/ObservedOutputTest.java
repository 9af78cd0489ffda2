// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bottledwater.cli.Run;
import dev.bottledwater.cli.StubServer;
import dev.bottledwater.wire.entity.KsqlEntity;
import dev.bottledwater.wire.entity.SourceListing;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Our output for the recorded answers is the output that was recorded, letter by letter. */
class ObservedOutputTest {
    private static final String RECORD = "shared/spec/observed/cli.md";

    @TempDir private Path directory;
    private String record = "";

    @BeforeEach
    void read() throws IOException {
        Optional<Path> found =
                Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
                        .map(parent -> parent.resolve(RECORD))
                        .filter(Files::exists)
                        .findFirst();
        if (found.isEmpty()) {
            System.out.println(
                    "Skipped: no "
                            + RECORD
                            + ", the output of the original, beside the repository.");
        }
        assumeTrue(found.isPresent());
        record = Files.readString(found.orElseThrow());
    }

    @Test
    void aScriptPrintsWhatTheOriginalPrinted() throws IOException {
        // What SHOW PROPERTIES lists is the original's own, and the record of it is cut.
        String script = block("```sql\n").replace("SHOW PROPERTIES;\n", "");
        String expected =
                Pattern.compile("\nSHOW PROPERTIES;\n.*?\n\n\n Variable Name", Pattern.DOTALL)
                        .matcher(block("Output:\n```\n"))
                        .replaceFirst("\n Variable Name")
                        // A topic with a longer name was taken out of the record.
                        .replaceAll(
                                "(?m)^( (?:Kafka Topic|ENRICHED|HOURLY|T1|TOTALS|smp_\\w+) {0,12}) {22}( \\|)",
                                "$1$2");
        assertThat(expected).doesNotContain("truncated").contains("SHOW TOPICS;");
        // The original takes 5 columns a value where there is no terminal; here it is asked for.
        Path file =
                Files.writeString(
                        directory.resolve("script.sql"), "cli COLUMN-WIDTH 5;\n" + script);
        try (StubServer server = new StubServer()) {
            ObservedSession.teach(server, script.lines().toList());
            Run run = Run.of(Map.of(), "ksql", server.url(), "-f", file.toString());
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).isEqualTo("COLUMN-WIDTH set to 5\n" + expected);
            assertThat(run.status()).isZero();
            assertThat(server.requests().getFirst().streamsProperties())
                    .isEqualTo(Map.of("auto.offset.reset", "earliest"));
            assertThat(server.requests().getLast().sessionVariables()).isEqualTo(Map.of("x", "S1"));
        }
    }

    @Test
    void jsonIsWhatTheOriginalPrinted() {
        try (StubServer server = new StubServer()) {
            ObservedSession.teach(server, List.of());
            server.answers(
                    "SHOW STREAMS;",
                    new KsqlEntity.Streams(
                            "SHOW STREAMS;",
                            List.of(
                                    new SourceListing(
                                            "STREAM", "S1", "smp_s1", "KAFKA", "JSON", false),
                                    new SourceListing(
                                            "STREAM",
                                            "ORDERS",
                                            "smp_orders",
                                            "KAFKA",
                                            "JSON",
                                            false),
                                    new SourceListing(
                                            "STREAM",
                                            "ENRICHED",
                                            "ENRICHED",
                                            "KAFKA",
                                            "JSON",
                                            false)),
                            List.of()));
            Run run =
                    Run.of(
                            Map.of(),
                            "ksql",
                            server.url(),
                            "--output",
                            "JSON",
                            "-e",
                            "SHOW STREAMS; SELECT * FROM T1;");
            assertThat(run.out()).isEqualTo(block("SELECT * FROM T1;\"` (exit code 0)\n```\n"));
        }
    }

    @Test
    void syntaxErrorsAreAtThePlaceInTheWholeText() {
        Run run = Run.of(Map.of(), "ksql", "http://127.0.0.1:9", "-e", "SHOW STREAMS; SELEC 1;");
        assertThat(record)
                .contains(
                        "line 1:15: Syntax Error\nUnknown statement 'SELEC'\nDid you mean 'SELECT'?");
        assertThat(run.err())
                .startsWith(
                        "line 1:15: Syntax Error\nUnknown statement 'SELEC'\nDid you mean 'SELECT'?")
                .contains("1 | SHOW STREAMS; SELEC 1;\n  |               ^^^^^\n");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
    }

    private String block(String begin) {
        Matcher matcher =
                Pattern.compile(Pattern.quote(begin) + "(.*?)```", Pattern.DOTALL).matcher(record);
        assertThat(matcher.find()).as(begin).isTrue();
        return matcher.group(1);
    }
}
