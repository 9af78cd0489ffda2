// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.InsertStream;
import dev.bottledwater.wire.client.KsqlAdmin;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.QueryResult;
import dev.bottledwater.wire.client.RequestFailedException;
import dev.bottledwater.wire.entity.RunningQuery;
import dev.bottledwater.wire.entity.SourceDescription;
import dev.bottledwater.wire.entity.SourceListing;
import dev.bottledwater.wire.entity.TopicListing;
import dev.bottledwater.wire.row.ResultRow;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;

/** The examples of the client's README, which are the regions of this file, on a real server. */
@Timeout(600)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientExamplesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REGION =
            Pattern.compile("// region \\w+\n(.*?)[ ]*// endregion", Pattern.DOTALL);

    private static SqlServer server;
    private static KsqlClient client;

    @BeforeAll
    static void start() throws IOException {
        server = SqlServer.start();
        URI url = server.url();
        // region client
        client = new KsqlClient(url, null); // or new Credentials("admin", password)
        // endregion
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    @Order(1)
    void theReadmeHasTheseExamples() throws IOException {
        Path root = Path.of("..").toAbsolutePath();
        String readme = Files.readString(root.resolve("wire/README.md"));
        String source =
                Files.readString(
                        root.resolve(
                                "demo/src/test/java/dev/bottledwater/demo/ClientExamplesIT.java"));
        List<String> blocks = BLOCK.matcher(readme).results().map(match -> match.group(1)).toList();
        List<String> regions =
                REGION.matcher(source)
                        .results()
                        .map(match -> match.group(1).stripTrailing().stripIndent() + "\n")
                        .toList();
        assertThat(blocks).containsExactlyElementsOf(regions);
    }

    @Test
    @Order(2)
    void admin() {
        // region admin
        KsqlAdmin admin = client.admin();
        admin.execute(
                """
                CREATE STREAM orders (id STRING KEY, customer STRING, amount DECIMAL(9, 2))
                  WITH (KAFKA_TOPIC = 'orders', PARTITIONS = 2, VALUE_FORMAT = 'JSON');
                """);
        admin.execute(
                "CREATE TABLE totals AS SELECT customer, SUM(amount) AS total FROM orders GROUP BY customer;",
                Map.of("auto.offset.reset", "earliest"));

        List<SourceListing> streams = admin.streams();
        List<TopicListing> topics = admin.topics();
        SourceDescription totals = admin.describe("TOTALS");
        RunningQuery filler = totals.writeQueries().getFirst();
        String topology = admin.explain(filler.id()).topology();
        // endregion
        assertThat(streams).extracting(SourceListing::name).contains("ORDERS");
        assertThat(admin.tables()).extracting(SourceListing::name).contains("TOTALS");
        assertThat(topics).extracting(TopicListing::name).contains("orders", "TOTALS");
        assertThat(totals.fields()).hasSize(2);
        assertThat(admin.queries()).extracting(RunningQuery::id).contains(filler.id());
        assertThat(topology).contains("Source: ");
    }

    @Test
    @Order(3)
    void inserts() {
        // region inserts
        client.insert(
                "orders", Map.of("id", "o1", "customer", "ada", "amount", new BigDecimal("9.90")));

        try (InsertStream rows = client.insertInto("orders")) {
            for (int i = 2; i <= 1000; i++) {
                rows.insert(Map.of("id", "o" + i, "customer", "bob", "amount", i));
            }
            CompletableFuture<Void> stored =
                    rows.insert(Map.of("id", "o1001", "customer", "eve", "amount", 1));
            stored.join(); // this row is in the topic now
        } // close() waits for all, and throws if one wasn't stored
        // endregion
        assertThatThrownBy(() -> client.insert("orders", Map.of("id", "x", "amount", "a lot")))
                .isInstanceOf(RequestFailedException.class);
        assertThatThrownBy(() -> client.insert("nowhere", Map.of("id", "x")))
                .isInstanceOf(RequestFailedException.class);
    }

    @Test
    @Order(4)
    void pullQueries() {
        // customers are in different partitions, which the query reads in any order
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> {
                            assertThat(total("bob")).isEqualTo(new BigDecimal("500499.00"));
                            assertThat(total("ada")).isEqualTo(new BigDecimal("9.90"));
                        });
    }

    private static Object total(String customer) {
        // region pull
        KsqlRequest query =
                KsqlRequest.of(
                        "SELECT customer, total FROM totals WHERE customer = '${who}';",
                        Map.of(),
                        Map.of("who", customer));
        try (QueryResult result = client.query(query)) {
            int total = result.header().indexOf("TOTAL");
            return result.hasNext() ? result.next().values().get(total) : null;
        }
        // endregion
    }

    @Test
    @Order(5)
    void pushQueries() {
        List<Object> ids = new ArrayList<>();
        // region push
        KsqlRequest query =
                KsqlRequest.of(
                        "SELECT id FROM orders WHERE customer = 'bob' EMIT CHANGES;",
                        Map.of("auto.offset.reset", "earliest"),
                        Map.of());
        try (QueryResult result = client.query(query)) {
            while (result.hasNext()) { // waits for the next row
                ResultRow row = result.next();
                ids.add(row.values().getFirst());
                if (ids.size() == 3) {
                    result.close(); // ends the query; any thread may do so
                }
            }
        }
        // endregion
        assertThat(ids).hasSize(3).allSatisfy(id -> assertThat(id).asString().startsWith("o"));
        try (QueryResult result = client.query(query)) {
            assertThat(result.rows().limit(2)).hasSize(2);
        }
    }

    @Test
    @Order(6)
    void queriesAreEnded() {
        KsqlRequest query = KsqlRequest.of("SELECT * FROM orders EMIT CHANGES;");
        KsqlAdmin admin = client.admin();
        String persistent = admin.describe("TOTALS").writeQueries().getFirst().id();
        QueryResult running = client.query(query);
        // region ending
        client.closeQuery(running.header().queryId()); // a push query, by the id of its header
        admin.terminate(persistent); // a persistent query, for good
        // endregion
        assertThat(running.hasNext()).isFalse();
        assertThat(admin.queries())
                .extracting(RunningQuery::id)
                .doesNotContain(persistent, running.header().queryId());
        assertThat(client.closeQuery("transient_none_1")).isFalse();
    }

    @Test
    @Order(7)
    void failures() {
        String said = "";
        // region failures
        try {
            client.admin().execute("DROP STREAM nowhere;");
        } catch (RequestFailedException refused) {
            said = refused.getMessage(); // and error(): code, statement, place, hint
        }
        // endregion
        assertThat(said).contains("NOWHERE");
    }
}
