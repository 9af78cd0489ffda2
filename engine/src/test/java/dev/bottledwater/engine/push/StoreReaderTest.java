// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.pull.TableRows;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.sql.schema.SourceKind;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code SELECT ID, AMOUNT FROM ORDERS WHERE AMOUNT > 10} on rows that a query keeps. */
class StoreReaderTest extends RowStreamsFixture {

    @Test
    void theConditionIsTestedOnWhatTheStoresHold() throws Exception {
        assertThat(pull(stored(null), null)).containsExactly("[1, 11]", "[3, 13]", "end: null");
    }

    @Test
    void theLimitEndsTheReading() throws Exception {
        assertThat(pull(stored(null), 1L)).containsExactly("[1, 11]", "end: null");
    }

    @Test
    void noMoreRowsAreFetchedThanTheLimitAsksFor() throws Exception {
        var table = stored(null);
        try (var rows =
                streams(10, (_, _, _) -> Optional.of(table))
                        .open(
                                query(scan(orders(SourceKind.TABLE)), null, 2L),
                                ordersCreatedBy("CTAS_ORDERS_1"),
                                Map.of())) {
            assertThat(drain(rows)).hasSize(3);
        }
        pull(table, 1L);
        assertThat(table.asked()).containsExactly(2L, -1L);
    }

    @Test
    void theTopicIsReadWhereAStoreIsLostBeforeTheFirstRow() throws Exception {
        topic.put(7L, order("n", 70));

        assertThat(pull(stored(0), null)).containsExactly("[7, 70]", "end: null");
    }

    @Test
    void aFailureThatSaysNothingIsNamed() throws Exception {
        var failing =
                new TableRows() {
                    @Override
                    public boolean canBeScanned() {
                        return true;
                    }

                    @Override
                    public void scan(long most, Reader reader) {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public void lookUp(List<Row> keys, Reader reader) {
                        throw new UnsupportedOperationException();
                    }
                };

        assertThat(pull(failing, null))
                .containsExactly(
                        "failed: The query failed: UnsupportedOperationException. Run it again; if it fails again, the log of this process has the details.");
    }

    @Test
    void aStoreThatIsLostLaterFailsTheQuery() throws Exception {
        assertThat(pull(stored(2), null))
                .containsExactly(
                        "[1, 11]",
                        "failed: The table has moved to another process while it was read. Run the query again.");
    }

    private static Stored stored(@Nullable Integer lostAfter) {
        return new Stored(lostAfter, new ArrayList<>());
    }

    private List<String> pull(TableRows table, @Nullable Long limit) throws Exception {
        try (var rows =
                streams(10, (_, _, _) -> Optional.of(table))
                        .open(
                                query(big(SourceKind.TABLE), null, limit),
                                ordersCreatedBy("CTAS_ORDERS_1"),
                                Map.of())) {
            return drain(rows);
        }
    }

    /**
     * Orders 1 to 3.
     *
     * @param asked how many rows each scan was said to take
     * @param lostAfter how many rows there are before the store is lost, null for all
     */
    private record Stored(@Nullable Integer lostAfter, List<Long> asked) implements TableRows {
        @Override
        public boolean canBeScanned() {
            return true;
        }

        @Override
        public void scan(long most, Reader reader) throws InterruptedException {
            asked.add(most);
            long[] amounts = {11, 9, 13};
            for (int i = 0; i < amounts.length; i++) {
                if (lostAfter != null && i == lostAfter) {
                    throw new InvalidStateStoreException("lost");
                }
                var key = Row.of(i + 1L);
                if (!reader.accept(key, Row.of(i + 1L, "n", amounts[i], null), i)) {
                    return;
                }
            }
        }

        @Override
        public void lookUp(List<Row> keys, Reader reader) {
            throw new AssertionError("the condition names no key");
        }
    }
}
