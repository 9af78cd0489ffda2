// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.physical;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totals;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;
import static dev.bottledwater.engine.physical.TestPlans.tumbling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.physical.PhysicalPlan;
import dev.bottledwater.engine.pull.LocalTable.Partition;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.engine.topology.Topologies;
import dev.bottledwater.sql.plan.Windowing;
import dev.bottledwater.sql.schema.KeyWindow;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Counts and sums of orders by region, read from their stores. */
class LocalTableTest {
    private final QueryScope scope =
            new QueryScope(
                    "Q_0",
                    ExpressionCompiler.interpreter(),
                    Formats.builtIn(),
                    TopicNames.unchanged(),
                    _ -> {});

    @TempDir private Path directory;
    private TopologyTestDriver driver;

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void theStepsBehindTheStoreAreDoneAgain() throws Exception {
        var table = plain(physical("TOTALS", totals(scan(orders(SourceKind.STREAM)), null, 1L)));

        assertThat(scanned(table)).containsExactly("Row[north, 2, 15] at 200");
    }

    @Test
    void keysAreLookedUp() throws Exception {
        var table =
                plain(physical("TOTALS", totalsByRegion(scan(orders(SourceKind.STREAM)), null)));
        var rows = new ArrayList<String>();

        table.lookUp(
                List.of(Row.of("south"), Row.of("nowhere")),
                (_, row, time) -> rows.add(row + " at " + time));

        assertThat(rows).containsExactly("Row[south, 1, 7] at 1300");
        assertThat(scanned(table)).hasSize(2);
    }

    @Test
    void readingEndsWhenNoMoreIsWanted() throws Exception {
        var table =
                plain(physical("TOTALS", totalsByRegion(scan(orders(SourceKind.STREAM)), null)));
        var rows = new ArrayList<Row>();

        table.scan(
                -1,
                (_, row, _) -> {
                    rows.add(row);
                    return false;
                });

        assertThat(rows).hasSize(1);
    }

    @Test
    void windowsAreReadWithTheirBounds() throws Exception {
        var plan =
                physical(
                        "TOTALS",
                        totalsByRegion(
                                scan(orders(SourceKind.STREAM)), tumbling(1000, null, false)));
        var stored = start(plan);
        var table =
                new LocalTable(
                        stored,
                        List.of(
                                new Partition.Windows(
                                        driver.getTimestampedWindowStore(stored.store()))));
        var keys = new ArrayList<String>();

        table.lookUp(
                List.of(Row.of("south")),
                (key, row, _) ->
                        keys.add(
                                "%d-%d %s"
                                        .formatted(
                                                Keys.windowStart(key), Keys.windowEnd(key), row)));

        assertThat(keys).containsExactly("1000-2000 Row[south, 1, 7]");
        assertThat(scanned(table)).hasSize(2);
    }

    @Test
    void whatIsEmittedLaterThanItIsKeptIsNotRead() {
        var late =
                physical(
                        "TOTALS",
                        totalsByRegion(scan(orders(SourceKind.STREAM)), tumbling(1000, 0L, true)));

        assertThat(StoredTable.of(late.root(), scope)).isEmpty();
        driver = driver(late);
    }

    @Test
    void sessionsAreReadByKeyOnly() {
        var plan =
                physical(
                        "TOTALS",
                        totalsByRegion(
                                scan(orders(SourceKind.STREAM)),
                                new Windowing(
                                        KeyWindow.Type.SESSION, 1000, 1000, null, null, false)));
        var stored = start(plan);

        assertThat(
                        new LocalTable(
                                        stored,
                                        List.of(
                                                new Partition.Sessions(
                                                        driver.getSessionStore(stored.store()))))
                                .canBeScanned())
                .isFalse();
    }

    @Test
    void anAnswerThatIsFullGoesOnInTheNext() throws Exception {
        var plan = physical("TOTALS", totalsByRegion(scan(orders(SourceKind.STREAM)), null));
        var stored = start(plan);
        var store = driver.<Row, Row>getTimestampedKeyValueStore(stored.store());
        for (int i = 0; i < 40; i++) {
            store.put(Row.of("r" + i), store.get(Row.of("south")));
        }
        var pages = new ArrayList<Integer>();

        assertThat(paged(plan, stored, new Partition.Plain(store), -1, 100, pages))
                .hasSize(42)
                .doesNotHaveDuplicates()
                .isEqualTo(keys(new LocalTable(stored, List.of(new Partition.Plain(store)))));
        assertThat(pages).hasSizeGreaterThan(5);
        pages.clear();
        assertThat(paged(plan, stored, new Partition.Plain(store), 3, 10_000, pages)).hasSize(42);
        assertThat(pages).startsWith(3, 3);
    }

    @Test
    void windowsGoOnInTheNextAnswerToo() throws Exception {
        var plan =
                physical(
                        "TOTALS",
                        totalsByRegion(
                                scan(orders(SourceKind.STREAM)), tumbling(1000, null, false)));
        var stored = start(plan);
        var store = driver.<Row, Row>getTimestampedWindowStore(stored.store());
        for (int i = 0; i < 12; i++) {
            store.put(Row.of("r" + i % 5), store.fetch(Row.of("south"), 1000), i % 3 * 10_000_000L);
        }
        var pages = new ArrayList<Integer>();

        assertThat(paged(plan, stored, new Partition.Windows(store), -1, 1, pages))
                .hasSize(14)
                .doesNotHaveDuplicates()
                .isEqualTo(keys(new LocalTable(stored, List.of(new Partition.Windows(store)))));
        assertThat(pages).hasSize(15);
    }

    private static List<String> keys(LocalTable table) throws InterruptedException {
        var keys = new ArrayList<String>();
        table.scan(-1, (key, _, _) -> keys.add(text(key)));
        return keys;
    }

    private static String text(Object key) {
        return Keys.row(key) + (key instanceof Row ? "" : " at " + Keys.windowStart(key));
    }

    /** The keys of all rows, as another instance would ask for them. */
    private static List<String> paged(
            PhysicalPlan plan,
            StoredTable table,
            Partition store,
            long most,
            int largest,
            List<Integer> pages)
            throws InterruptedException {
        var codec =
                new TableCodec(
                        table.keyColumns(), plan.root().schema().columns(), table.window() != null);
        var keys = new ArrayList<String>();
        FoundRow last = null;
        while (true) {
            var request =
                    new RowsRequest(
                            "Q",
                            1,
                            false,
                            0,
                            List.of(0),
                            null,
                            true,
                            last == null ? null : codec.key(Keys.row(last.key())),
                            last == null || last.key() instanceof Row
                                    ? 0
                                    : Keys.windowStart(last.key()),
                            most);
            var in =
                    new TransferInput(
                            RowsService.answer(
                                    RowsRequest.decode(request.encode()),
                                    table,
                                    codec,
                                    _ -> store,
                                    largest));
            assertThat(in.readByte()).isEqualTo((byte) TableCodec.PAGE);
            long complete = in.readVarint();
            var rows = codec.read(in);
            pages.add(rows.size());
            rows.forEach(r -> keys.add(text(r.key())));
            if (complete == 1) {
                return keys;
            }
            last = rows.getLast();
        }
    }

    private LocalTable plain(PhysicalPlan plan) {
        var stored = start(plan);
        return new LocalTable(
                stored,
                List.of(new Partition.Plain(driver.getTimestampedKeyValueStore(stored.store()))));
    }

    private static List<String> scanned(LocalTable table) throws InterruptedException {
        var rows = new ArrayList<String>();
        table.scan(-1, (_, row, time) -> rows.add(row + " at " + time));
        return rows;
    }

    /** Two orders of the north and one of the south. */
    private StoredTable start(PhysicalPlan plan) {
        driver = driver(plan);
        var input =
                driver.createInputTopic(
                        "orders", new ByteArraySerializer(), new ByteArraySerializer());
        input.pipeInput(key(1), order("north", 10), 100);
        input.pipeInput(key(2), order("north", 5), 200);
        input.pipeInput(key(3), order("south", 7), 1300);
        return StoredTable.of(plan.root(), scope).orElseThrow();
    }

    private TopologyTestDriver driver(PhysicalPlan plan) {
        var properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        return new TopologyTestDriver(
                Topologies.build(plan, scope, properties, AutoOffsetReset.earliest()),
                properties,
                Instant.EPOCH);
    }

    private static byte[] key(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    private static byte[] order(String region, long amount) {
        return "{\"REGION\":\"%s\",\"AMOUNT\":%d}"
                .formatted(region, amount)
                .getBytes(StandardCharsets.UTF_8);
    }
}
