// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import dev.bottledwater.cli.table.LiveTable;
import dev.bottledwater.wire.KsqlRequest;
import dev.bottledwater.wire.client.KsqlClient;
import dev.bottledwater.wire.client.QueryResult;
import dev.bottledwater.wire.row.ResultRow;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The live table: a push query over HTTP whose rows go to the ledger and to the terminal. */
final class LiveSales implements AutoCloseable {
    static final String QUERY =
            "SELECT region, orders, amount, commits FROM sales_by_region EMIT CHANGES;";
    private static final LiveTable.Surface TERMINAL = new LiveTable.Surface(true, 100, 30);
    private static final Duration REPAINT = Duration.ofMillis(250);
    private static final Duration REPRINT = Duration.ofSeconds(10);

    private final KsqlClient client;
    private final Ledger ledger;
    private final PrintStream out;
    private final LiveTable table;
    private final boolean terminal;
    private @Nullable QueryResult rows;
    private @Nullable Thread reader;
    private volatile @Nullable RuntimeException failure;
    private volatile boolean stopped;
    private long lastPaint;

    LiveSales(KsqlClient client, Ledger ledger, PrintStream out) {
        this.client = client;
        this.ledger = ledger;
        this.out = out;
        this.table = new LiveTable(List.of("REGION", "ORDERS", "AMOUNT"), 1);
        var console = System.console();
        this.terminal = console != null && console.isTerminal();
    }

    /** Opens the push query from the beginning of the table. */
    void start() {
        var opened =
                client.query(
                        KsqlRequest.of(QUERY, Map.of("auto.offset.reset", "earliest"), Map.of()));
        rows = opened;
        reader = Thread.ofVirtual().name("live-table").start(() -> read(opened));
    }

    private void read(QueryResult result) {
        try {
            while (result.hasNext()) {
                enter(result.next());
            }
            if (!stopped) {
                failure = new DemoException("The push query ended by itself.");
            }
        } catch (RuntimeException e) {
            if (!stopped) {
                failure = e;
            }
        }
    }

    private void enter(ResultRow row) {
        var values = row.values();
        var region = String.valueOf(values.get(0));
        if (row.tombstone()) {
            ledger.sawRegionGone(region);
            table.remove(List.of(region));
            return;
        }
        var orders = number(values.get(1)).longValueExact();
        var amount = number(values.get(2));
        ledger.sawResult(
                region,
                new Ledger.RegionState(orders, amount, number(values.get(3)).longValueExact()));
        table.update(List.of(region), List.of(orders, amount));
    }

    private static BigDecimal number(@Nullable Object value) {
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    /** Shows the table when it is time to. */
    void paint() {
        var now = System.nanoTime();
        if (now - lastPaint < (terminal ? REPAINT : REPRINT).toNanos()) {
            return;
        }
        lastPaint = now;
        table.render(
                out,
                terminal ? TERMINAL : LiveTable.Surface.PLAIN,
                List.of(
                        "%d commits, %d change events, %d rows pushed"
                                .formatted(ledger.commits(), ledger.events(), ledger.results()),
                        "COMMIT to row here: p50 %s ms, p99 %s ms"
                                .formatted(latency(0.5), latency(0.99))));
    }

    private String latency(double fraction) {
        return ledger.latencyMillis(fraction)
                .map(millis -> String.format(Locale.ROOT, "%.0f", millis))
                .orElse("–");
    }

    /** Throws what ended the push query, if it has ended. */
    void failIfEnded() {
        var ended = failure;
        if (ended != null) {
            throw ended;
        }
    }

    /** Ends the push query. */
    void stop() throws InterruptedException {
        stopped = true;
        if (rows != null) {
            rows.close();
        }
        if (reader != null) {
            reader.join(TimeUnit.SECONDS.toMillis(5));
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
