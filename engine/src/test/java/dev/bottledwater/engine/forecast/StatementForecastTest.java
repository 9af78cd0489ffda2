// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topic.TopicShape;
import dev.bottledwater.engine.topic.TopicSpec;
import dev.bottledwater.engine.topic.Topics;
import dev.bottledwater.sql.error.SqlException;
import dev.bottledwater.sql.statement.SchemaFacts;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class StatementForecastTest {
    private static final StatementForecast.Settings SETTINGS =
            new StatementForecast.Settings(
                    "shop_",
                    Map.of(),
                    BuiltInFunctions.registry(),
                    Formats.builtIn(),
                    SchemaFacts.NONE,
                    false,
                    Duration.ofDays(1));

    /** Six partitions of orders, three of customers, two of payments. */
    private static final Topics CLUSTER =
            name ->
                    Optional.ofNullable(
                                    Map.of("orders", 6, "customers", 3, "payments", 2).get(name))
                            .map(n -> new TopicShape(name, Collections.nCopies(n, 1)));

    private static final String SOURCES =
            """
            CREATE STREAM orders (id INT KEY, customer INT, amount INT) WITH (KAFKA_TOPIC='orders', FORMAT='JSON');
            CREATE STREAM payments (id INT KEY, amount INT) WITH (KAFKA_TOPIC='payments', FORMAT='JSON');
            CREATE TABLE customers (id INT PRIMARY KEY, name STRING) WITH (KAFKA_TOPIC='customers', FORMAT='JSON');
            """;

    private static Forecast forecast(String script) {
        return StatementForecast.of(SOURCES + script, CatalogState.EMPTY, CLUSTER, SETTINGS);
    }

    /** {@code name partitions policy retention} of each topic, without what all begin with. */
    private static List<String> lines(List<TopicSpec> topics) {
        return topics.stream()
                .map(
                        t ->
                                "%s %d %s %s"
                                        .formatted(
                                                t.name().replaceFirst("^_confluent-ksql-shop_", ""),
                                                t.partitions(),
                                                t.cleanupPolicy().text(),
                                                t.retentionMillis()))
                .toList();
    }

    @Test
    void aQueryWithoutStateNeedsItsSinkAndGroup() {
        Forecast forecast = forecast("CREATE STREAM big AS SELECT * FROM orders WHERE amount > 9;");
        assertThat(lines(forecast.topics())).containsExactly("BIG 6 delete 604800000");
        assertThat(forecast.queries())
                .containsExactly(
                        new Forecast.Query(
                                "CSAS_BIG_4", "_confluent-ksql-shop_query_CSAS_BIG_4", List.of()));
    }

    @Test
    void anAggregationByAnotherKeyRepartitionsAsWideAsItsSource() {
        Forecast forecast =
                forecast(
                        "CREATE TABLE totals WITH (PARTITIONS=2) AS SELECT customer, SUM(amount) total FROM orders GROUP BY customer;");
        assertThat(lines(forecast.topics())).containsExactly("TOTALS 2 compact 604800000");
        assertThat(lines(forecast.queries().getFirst().topics()))
                .containsExactly(
                        "query_CTAS_TOTALS_4-Aggregate-GroupBy-repartition 6 delete 86400000",
                        "query_CTAS_TOTALS_4-Aggregate-Aggregate-Materialize-changelog 6 compact null");
    }

    @Test
    void changelogsOfWindowsDeleteByAgeToo() {
        Forecast forecast =
                forecast(
                        "CREATE TABLE t AS SELECT id, COUNT(*) n FROM orders WINDOW TUMBLING (SIZE 1 HOUR, GRACE PERIOD 1 HOUR) GROUP BY id;");
        assertThat(lines(forecast.queries().getFirst().topics()))
                .containsExactly(
                        "query_CTAS_T_4-Aggregate-Aggregate-Materialize-changelog 6 compact,delete "
                                + Duration.ofHours(26).toMillis());
    }

    @Test
    void aJoinRepartitionsAsWideAsTheOtherSide() {
        Forecast forecast =
                forecast(
                        "CREATE STREAM named AS SELECT c.id, name FROM orders o JOIN customers c ON o.customer = c.id;");
        assertThat(lines(forecast.queries().getFirst().topics()))
                .as("orders have 6 partitions, customers 3")
                .anyMatch(line -> line.matches(".*repartition 3 delete 86400000"))
                .allMatch(line -> line.contains(" 3 "));
    }

    @Test
    void whatEarlierStatementsCreateIsThereForLaterOnes() {
        Forecast forecast =
                forecast(
                        """
                        CREATE TYPE money AS STRUCT<amount INT>;
                        CREATE STREAM wide (k INT KEY, v INT) WITH (KAFKA_TOPIC='wide', PARTITIONS=9, FORMAT='JSON');
                        SET 'bw.dead.letter.topic'='dead';
                        CREATE STREAM narrow AS SELECT * FROM wide;
                        CREATE TABLE counts AS SELECT v, COUNT(*) n FROM narrow GROUP BY v;
                        INSERT INTO narrow SELECT id AS k, amount AS v FROM payments;
                        DROP STREAM IF EXISTS nothing;
                        SHOW STREAMS;
                        """);
        assertThat(lines(forecast.topics()))
                .containsExactly(
                        "wide 9 delete null",
                        "NARROW 9 delete 604800000",
                        "dead 1 delete null",
                        "COUNTS 9 compact 604800000");
        assertThat(forecast.queries())
                .extracting(Forecast.Query::id)
                .containsExactly("CSAS_NARROW_6", "CTAS_COUNTS_7", "INSERTQUERY_8");
        assertThat(lines(forecast.queries().get(1).topics())).allMatch(l -> l.contains(" 9 "));
    }

    @Test
    void queriesAreNumberedAfterTheCatalogThatIsThere() {
        CatalogState later = new CatalogState(41, CatalogState.EMPTY.catalog(), Map.of());
        Forecast forecast =
                StatementForecast.of(
                        SOURCES + "CREATE STREAM s AS SELECT * FROM orders;",
                        later,
                        CLUSTER,
                        SETTINGS);
        assertThat(forecast.queries().getFirst().id()).isEqualTo("CSAS_S_45");
    }

    @Test
    void connectorsAreHandedOn() {
        assertThat(
                        forecast(
                                        "CREATE SINK CONNECTOR archive WITH ('connector.class'='x.FileSink', 'topics'='orders', 'tasks.max'=2);")
                                .connectors())
                .containsExactly(
                        Map.entry(
                                "ARCHIVE",
                                Map.of(
                                        "connector.class",
                                        "x.FileSink",
                                        "topics",
                                        "orders",
                                        "tasks.max",
                                        "2")));
    }

    @Test
    void whatCantBePlannedIsRefusedAsTheServerDoes() {
        assertThatThrownBy(() -> forecast("CREATE STREAM s AS SELECT nothing FROM orders;"))
                .isInstanceOf(SqlException.class)
                .hasMessageContaining("NOTHING");
    }
}
