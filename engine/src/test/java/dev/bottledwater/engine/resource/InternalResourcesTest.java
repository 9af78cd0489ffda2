// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.physical.PhysicalPlanner;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.Topologies;
import dev.bottledwater.sql.ast.SourceStatement;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.parse.SqlParser;
import dev.bottledwater.sql.statement.AnalyzedStatement;
import dev.bottledwater.sql.statement.StatementAnalyzer;
import dev.bottledwater.sql.statement.StatementOptions;
import dev.bottledwater.sql.statement.TopicFacts;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/** The topics that a query is known to make are those that its topology writes to. */
class InternalResourcesTest {
    private static final String SOURCES =
            """
            CREATE STREAM L (ID INT KEY, A INT, B INT) WITH (KAFKA_TOPIC='l', FORMAT='JSON');
            CREATE STREAM R (ID INT KEY, A INT, B INT) WITH (KAFKA_TOPIC='r', FORMAT='JSON');
            CREATE TABLE T (ID INT PRIMARY KEY, A INT, C INT) WITH (KAFKA_TOPIC='t', FORMAT='JSON');
            CREATE TABLE U (ID INT PRIMARY KEY, A INT, D INT) WITH (KAFKA_TOPIC='u', FORMAT='JSON');
            CREATE TABLE K (ID INT PRIMARY KEY, A INT, E INT) WITH (KAFKA_TOPIC='k', VALUE_FORMAT='JSON');
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE STREAM O AS SELECT * FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.ID;",
                "CREATE STREAM O AS SELECT * FROM L LEFT JOIN R WITHIN 1 HOUR ON L.ID = R.A;",
                "CREATE STREAM O AS SELECT * FROM L RIGHT JOIN R WITHIN 1 HOUR ON L.A = R.ID;",
                "CREATE STREAM O AS SELECT * FROM L FULL JOIN R WITHIN 1 HOUR GRACE PERIOD 1 HOUR ON L.A = R.A;",
                "CREATE STREAM O AS SELECT * FROM L LEFT JOIN R WITHIN 1 HOUR GRACE PERIOD 1 HOUR ON L.ID = R.ID;",
                "CREATE STREAM O AS SELECT * FROM L JOIN T ON L.ID = T.ID;",
                "CREATE STREAM O AS SELECT * FROM L LEFT JOIN T ON L.A = T.ID;",
                "CREATE STREAM O AS SELECT * FROM L JOIN K ON L.ID = K.ID;",
                "CREATE TABLE O AS SELECT * FROM T JOIN U ON T.ID = U.ID;",
                "CREATE TABLE O AS SELECT * FROM T FULL JOIN K ON T.ID = K.ID;",
                "CREATE TABLE O AS SELECT * FROM T LEFT JOIN U ON T.A = U.ID;",
                "CREATE STREAM O AS SELECT * FROM L JOIN R WITHIN 1 HOUR ON L.ID = R.ID JOIN T ON R.A = T.ID;",
                "CREATE TABLE O AS SELECT A, COUNT(*) N FROM L GROUP BY A;",
                "CREATE TABLE O AS SELECT A, COUNT(*) N FROM T GROUP BY A;",
                "CREATE TABLE O AS SELECT ID, COUNT(*) N FROM L WINDOW TUMBLING (SIZE 1 HOUR) GROUP BY ID;",
            })
    void areTheTopicsThatTheTopologyWrites(String statement, @TempDir Path state) {
        var plan = plan(SOURCES + statement);
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        var scope =
                new QueryScope(
                        "Q_0",
                        ExpressionCompiler.interpreter(),
                        Formats.builtIn(),
                        TopicNames.unchanged(),
                        _ -> {});
        var topology = Topologies.build(plan, scope, properties, AutoOffsetReset.earliest());
        var written = new TreeSet<String>();
        try (var driver = new TopologyTestDriver(topology, properties)) {
            for (int round = 0; round < 2; round++) {
                for (var topic : plan.sourceTopics()) {
                    var input =
                            driver.createInputTopic(
                                    topic, new ByteArraySerializer(), new ByteArraySerializer());
                    var key = topic.equals("k") ? new byte[] {0, 0, 0, 1} : bytes("1");
                    input.pipeInput(
                            new TestRecord<>(
                                    key, bytes("{\"A\":1,\"B\":1,\"C\":1,\"D\":1,\"E\":1}")));
                }
            }
            written.addAll(driver.producedTopicNames());
        }
        written.remove("O");

        assertThat(InternalResources.of("app", plan).topics())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static PhysicalPlan plan(String script) {
        var analyzer = new StatementAnalyzer(BuiltInFunctions.registry());
        TopicFacts topics = _ -> Optional.of(new TopicFacts.Topic(1, 1, null));
        var catalog = Catalog.EMPTY;
        for (var parsed : SqlParser.parseScript(script)) {
            switch (analyzer.analyze(
                    (SourceStatement) parsed.statement(),
                    catalog,
                    StatementOptions.DEFAULTS,
                    topics,
                    dev.bottledwater.sql.statement.SchemaFacts.NONE)) {
                case AnalyzedStatement.CreateSource(var source, _, _) ->
                        catalog = catalog.withSource(source);
                case AnalyzedStatement.CreateAsSelect(var sink, _, var plan, _, _) -> {
                    return PhysicalPlanner.plan(plan, sink);
                }
                default -> throw new IllegalArgumentException(parsed.text());
            }
        }
        throw new IllegalArgumentException(script);
    }
}
