// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.pull;

import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.physical;
import static dev.bottledwater.engine.physical.TestPlans.scan;
import static dev.bottledwater.engine.physical.TestPlans.totalsByRegion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.Keys;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType;

import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.kstream.internals.TimeWindow;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A table of four partitions, of which other instances have some. */
class RoutedTableTest {
    private final StoredTable table =
            StoredTable.of(
                            physical("T", totalsByRegion(scan(orders(SourceKind.STREAM)), null))
                                    .root(),
                            new QueryScope(
                                    "Q_0",
                                    ExpressionCompiler.interpreter(),
                                    Formats.builtIn(),
                                    TopicNames.unchanged(),
                                    _ -> {}))
                    .orElseThrow();
    private final Group group = new Group();

    @Test
    void aKeyIsAskedForWhereItsHashSaysOnly() throws Exception {
        var keys = List.of(Row.of("south"), Row.of("north"));
        keys.forEach(k -> group.put(table.partition(k, 4).orElseThrow(), k));

        assertThat(lookUp(keys)).containsExactly("south", "north");
        assertThat(lookUp(List.of(Row.of("north")))).containsExactly("north");
        assertThat(group.asked).last().asString().hasSize("a [0]".length());
    }

    @Test
    void scansMergeThePartitionsInOrder() throws Exception {
        for (int i = 3; i >= 0; i--) {
            group.put(i, Row.of("r" + i));
        }

        assertThat(scanned()).containsExactly("r0", "r1", "r2", "r3");
        assertThat(group.asked).containsExactlyInAnyOrder("a [0, 2]", "b [1, 3]");
    }

    @Test
    void partitionsThatMoveAreAskedForAgain() throws Exception {
        group.put(0, Row.of("r0"));
        group.failures.add(new UnreadableTableException("moving", false));

        assertThat(scanned()).containsExactly("r0");
        assertThat(group.asked).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void partitionsThatNobodyHasMakeNoAnswer() {
        group.silent = Set.of("b");
        group.put(0, Row.of("r0"));

        var rows = new ArrayList<String>();
        assertThatThrownBy(
                        () -> new RoutedTable(table, group, settings(false)).scan(-1, into(rows)))
                .isInstanceOf(InvalidStateStoreException.class);
        assertThat(rows).isEmpty();
    }

    @Test
    void whatFitsNoAnswerIsNotAskedForAgain() {
        group.failures.add(new UnreadableTableException("too many", true));
        group.failures.add(new UnreadableTableException("too many", true));

        assertThatThrownBy(this::scanned).isInstanceOf(UnreadableTableException.class);
        assertThat(group.asked).hasSize(2);
    }

    @Test
    void copiesAreReadWhereTheyWillDo() throws Exception {
        group.silent = Set.of("b");
        group.put(1, Row.of("r1"));
        var rows = new ArrayList<String>();

        new RoutedTable(table, group, settings(true)).scan(-1, into(rows));

        assertThat(rows).containsExactly("r1");
        assertThat(group.asked).contains("c [1, 3] standby");
    }

    @Test
    void allCopiesAreTried() throws Exception {
        group.silent = Set.of("b", "c");
        group.put(1, Row.of("r1"));
        var rows = new ArrayList<String>();

        new RoutedTable(table, group, settings(true)).scan(-1, into(rows));

        assertThat(rows).containsExactly("r1");
        assertThat(group.asked).contains("c [1, 3] standby", "d [1, 3] standby");
    }

    @Test
    void whatFitsNoAnswerComesInSeveral() throws Exception {
        for (int i = 0; i < 20; i++) {
            group.put(i % 4, Row.of("r" + i % 4 + i));
        }
        group.page = 2;

        assertThat(scanned())
                .containsExactly(
                        "r00", "r04", "r08", "r012", "r016", "r11", "r15", "r19", "r113", "r117",
                        "r22", "r26", "r210", "r214", "r218", "r33", "r37", "r311", "r315", "r319");
        assertThat(group.asked).contains("a [0, 2]", "a [0] after r04", "a [2]", "b [3] after r37");
    }

    @Test
    void aScanGoesOnWhereItWasWhenAPartitionMoves() throws Exception {
        for (int i = 0; i < 5; i++) {
            group.put(0, Row.of("r" + i));
        }
        group.page = 2;
        var rows = new ArrayList<String>();

        new RoutedTable(table, group, settings(false))
                .scan(
                        -1,
                        (_, row, _) -> {
                            if (rows.size() == 1) {
                                group.failures.add(new UnreadableTableException("moving", false));
                            }
                            return rows.add(String.valueOf(row.get(0)));
                        });

        assertThat(rows).containsExactly("r0", "r1", "r2", "r3", "r4");
    }

    @Test
    void aScanOfFewRowsFetchesNoMore() throws Exception {
        for (int i = 0; i < 20; i++) {
            group.put(0, Row.of("r" + i));
        }
        var rows = new ArrayList<String>();

        new RoutedTable(table, group, settings(false))
                .scan(3, (_, row, _) -> rows.add(String.valueOf(row.get(0))) && rows.size() < 3);

        assertThat(rows).hasSize(3);
        assertThat(group.asked).containsExactlyInAnyOrder("a [0, 2]", "b [1, 3]");
    }

    @Test
    void messagesAreReadAsTheyWereWritten() {
        var request =
                new RowsRequest(
                        "Q",
                        -7,
                        true,
                        9,
                        List.of(0, 300),
                        List.of(new byte[] {5}),
                        true,
                        new byte[] {7},
                        -4,
                        12);
        var read = RowsRequest.decode(request.encode());
        assertThat(read).usingRecursiveComparison().isEqualTo(request);
        var all = new RowsRequest("Q", 7, false, 0, List.of(1), null, false, null, 0, -1);
        assertThat(RowsRequest.decode(all.encode())).isEqualTo(all);

        var columns = List.of(new Column("ID", SqlType.Primitive.BIGINT));
        var codec = new TableCodec(columns, columns, true);
        var out = new TransferOutput();
        var key = new Windowed<>(Row.of(1L), new TimeWindow(10, 20));
        codec.write(out, 2, key, Row.of(1L), 15);
        var found = codec.read(new TransferInput(out.toByteArray())).getFirst();
        assertThat(found.partition()).isEqualTo(2);
        assertThat(Keys.row(found.key())).isEqualTo(Row.of(1L));
        assertThat(Keys.windowStart(found.key())).isEqualTo(10);
        assertThat(Keys.windowEnd(found.key())).isEqualTo(20);
        assertThat(found.timestamp()).isEqualTo(15);
    }

    private List<String> scanned() throws InterruptedException {
        var rows = new ArrayList<String>();
        new RoutedTable(table, group, settings(false)).scan(-1, into(rows));
        return rows;
    }

    private List<String> lookUp(List<Row> keys) throws InterruptedException {
        var rows = new ArrayList<String>();
        new RoutedTable(table, group, settings(false)).lookUp(keys, into(rows));
        return rows;
    }

    private static TableRows.Reader into(List<String> rows) {
        return (_, row, _) -> rows.add(String.valueOf(row.get(0)));
    }

    private static PullSettings settings(boolean standbys) {
        return new PullSettings(standbys, Long.MAX_VALUE, Duration.ofMillis(300));
    }

    /** Instance a has the even partitions, b the odd ones, of which c and d have copies. */
    private static final class Group implements Partitions {
        private final Map<Integer, List<Row>> rows = new TreeMap<>();
        private final Deque<UnreadableTableException> failures = new ArrayDeque<>();
        private final List<String> asked = new CopyOnWriteArrayList<>();
        private Set<String> silent = Set.of();
        private int page = 1000;

        void put(int partition, Row key) {
            rows.computeIfAbsent(partition, _ -> new ArrayList<>()).add(key);
        }

        @Override
        public String self() {
            return "self";
        }

        @Override
        public int count() {
            return 4;
        }

        @Override
        public Owners owners(int partition) {
            return partition % 2 == 0
                    ? new Owners("a", List.of())
                    : new Owners("b", List.of("c", "d"));
        }

        @Override
        public LocalTable.Partition local(int partition, boolean standby) {
            throw new UnreadableTableException("nothing is here", false);
        }

        @Override
        public synchronized RowsAnswer ask(
                String owner, Collection<Integer> partitions, WantedRows wanted, boolean standby) {
            var after = wanted.after();
            asked.add(
                    owner
                            + " "
                            + partitions
                            + (after == null ? "" : " after " + after.key().get(0))
                            + (standby ? " standby" : ""));
            var failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            if (silent.contains(owner)) {
                throw new UnreadableTableException("silence", false);
            }
            var keys = wanted.keys();
            var found = new ArrayList<FoundRow>();
            int complete = 0;
            for (int p : partitions) {
                var all = rows.getOrDefault(p, List.of());
                int begin = after == null ? 0 : all.indexOf(after.key()) + 1;
                for (var row : all.subList(begin, all.size())) {
                    if (keys == null && (found.size() == page || found.size() == wanted.most())) {
                        return new RowsAnswer(found, complete);
                    }
                    if (keys == null || keys.contains(row)) {
                        found.add(new FoundRow(p, row, row, 1));
                    }
                }
                after = null;
                complete++;
            }
            return new RowsAnswer(found, complete);
        }
    }
}
