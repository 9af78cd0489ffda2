// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.ksql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.jline.reader.Candidate;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Parser;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

class CompletionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Completions completions =
            new Completions(
                    new Completions.Names() {
                        @Override
                        public Supplier<List<String>> sources() {
                            return () -> List.of("ORDERS", "my table");
                        }

                        @Override
                        public Supplier<List<String>> functions() {
                            return () -> List.of("UCASE");
                        }

                        @Override
                        public Supplier<List<String>> columns(String source) {
                            asked.add(source);
                            return () -> List.of("AMOUNT", "camelCase");
                        }
                    },
                    PATIENCE);
    private LineReader reader;

    @BeforeEach
    void start() throws IOException {
        reader =
                LineReaderBuilder.builder()
                        .terminal(
                                new DumbTerminal(
                                        new ByteArrayInputStream(new byte[0]),
                                        new ByteArrayOutputStream()))
                        .build();
        completions.refresh();
        await().atMost(PATIENCE)
                .until(() -> at("SELECT |").containsAll(List.of("ORDERS", "UCASE")));
    }

    /**
     * @param line with a bar where the cursor is
     */
    private List<String> at(String line) {
        List<Candidate> candidates = new ArrayList<>();
        completions.complete(
                reader,
                new StatementParser()
                        .parse(
                                line.replace("|", ""),
                                line.indexOf('|'),
                                Parser.ParseContext.COMPLETE),
                candidates);
        return candidates.stream().map(Candidate::value).toList();
    }

    @Test
    void columnsOfTheSourcesThatAStatementNames() {
        assertThat(at("SELECT |")).doesNotContain("AMOUNT");
        assertThat(at("SELECT | FROM orders")).contains("AMOUNT", "`camelCase`");
        assertThat(at("SELECT a| FROM orders o")).contains("amount", "`camelCase`");
        assertThat(asked).containsExactly("ORDERS");
        completions.refresh();
        assertThat(at("SELECT * FROM ORDERS WHERE |")).contains("AMOUNT");
        assertThat(asked).containsExactly("ORDERS", "ORDERS");
    }

    @Test
    void wordsAreInTheCaseThatTheyAreTypedIn() {
        assertThat(at("SELECT U|")).contains("UCASE", "ORDERS", "FROM");
        assertThat(at("select u|")).contains("ucase", "orders", "from", "`my table`");
    }

    @Test
    void commandsOnlyStandAtTheBeginning() {
        assertThat(at("sp|")).contains("spool");
        assertThat(at("SELECT sp|")).doesNotContain("spool");
    }

    @Test
    void nothingIsOfferedTwice() {
        assertThat(at("SELECT | FROM orders")).doesNotHaveDuplicates();
    }
}
