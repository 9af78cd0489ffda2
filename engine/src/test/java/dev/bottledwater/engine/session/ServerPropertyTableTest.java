// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.session.ServerPropertyTable.Line;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of properties, what the code reads and the page are one. */
class ServerPropertyTableTest {
    private static final Path PAGE = Path.of("../docs/properties.md");
    private static final String UPDATE = "bw.golden.update";
    private static final Pattern NAME = Pattern.compile("\"((?:ksql|bw)\\.[a-z0-9_.]*[a-z0-9_])\"");
    private static final Pattern PREFIXED = Pattern.compile("PREFIX \\+ \"([a-z.]+)\"");

    /** They list names and read none; and a property of the JVM. */
    private static final Set<String> NO_READERS =
            Set.of("PropertyRules.java", "ServerProperties.java", "ExpressionCompilers.java");

    private static final ServerPropertyTable TABLE = ServerPropertyTable.get();

    /** A property that is read nowhere, or read and not in the table, fails here. */
    @Test
    void whatTheCodeReadsIsInTheTable() throws IOException {
        var read = new TreeSet<String>();
        for (var module : Set.of("sql", "engine", "server")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    if (!NO_READERS.contains(file.getFileName().toString())) {
                        addNames(Files.readString(file), read);
                    }
                }
            }
        }
        // the one that the rules themselves read
        read.add("ksql.properties.overrides.denylist");
        read.removeIf(name -> name.startsWith(PropertyRules.STREAMS));
        assertThat(read)
                .isEqualTo(
                        TABLE.lines().stream()
                                .filter(Line::isRead)
                                .map(Line::name)
                                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static void addNames(String source, Set<String> names) {
        NAME.matcher(source).results().forEach(m -> names.add(m.group(1)));
        if (source.contains("PREFIX = \"ksql.logging.processing.\"")) {
            PREFIXED.matcher(source)
                    .results()
                    .forEach(m -> names.add("ksql.logging.processing." + m.group(1)));
        }
    }

    @Test
    void thePageIsTheTable() throws IOException {
        var page = page();
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .describedAs(
                        "docs/properties.md is stale; run this test with JDK_JAVA_OPTIONS=-D%s=true",
                        UPDATE)
                .isEqualTo(page);
    }

    private static String page() {
        return """
        # Properties of the SQL server

        Set them with [config vars](config.md): `KSQL_KSQL_MAX_PUSH_QUERIES` is `ksql.max.push.queries`. `serve` warns at its start, and
        `bottled-water config` and `bottled-water doctor` do, of a property that has no effect: because nothing is called so (with what was
        probably meant), or because it is one of the second table.

        ## With an effect

        `ksql.streams.…` is what Kafka Streams has, and its clients behind `ksql.streams.consumer.…`, `ksql.streams.producer.…` and
        `ksql.streams.admin.…`; identities, directories and handlers there are this program's own. Beside those:

        | property | is |
        |---|---|
        %s
        ## Taken without an effect

        So that the configuration of a ksqlDB server can be taken over as it is. A name that ends in `*` stands for all that begin so and aren't in
        a table.

        | property | why |
        |---|---|
        %s"""
                .formatted(rows(true), rows(false));
    }

    private static String rows(boolean read) {
        return TABLE.lines().stream()
                .filter(line -> line.isRead() == read)
                .map(line -> "| `%s` | %s |%n".formatted(line.name(), line.note()))
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ksql.pull.queries.enable",
                "ksql.logging.processing.stream.name",
                "bw.dead.letter.topic",
                "ksql.streams.num.stream.threads",
                "ksql.streams.cache.max.bytes.buffering",
                "ksql.streams.consumer.max.poll.records",
                "ksql.streams.admin.retries",
                "ksql.streams.topic.segment.ms",
                "ksql.streams.replication.factor"
            })
    void thisHasAnEffect(String property) {
        assertThat(TABLE.withoutEffect(property)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ksql.persistent.prefix              | Names of groups and internal topics hold 'query_', so that they outlive a change of settings.
                    ksql.heartbeat.send.interval.ms     | Instances find each other over peers (BW_SECRET), without heartbeats.
                    ksql.functions.my_function.max      | Functions are given no properties.
                    ksql.streams.state.dir              | State is in a directory of the program's own.
                    ksql.streams.num.stream.thread      | Kafka Streams and its clients have no property of this name. Did you mean ksql.streams.num.stream.threads?
                    ksql.query.pull.max.qsp             | There is no such property. Did you mean ksql.query.pull.max.qps?
                    bw.dead.leter.topic                 | There is no such property. Did you mean bw.dead.letter.topic?
                    ksql.weather                        | There is no such property.
                    """)
    void thisHasNoneAndTheReasonIsTold(String property, String why) {
        assertThat(TABLE.withoutEffect(property)).contains(why);
    }
}
