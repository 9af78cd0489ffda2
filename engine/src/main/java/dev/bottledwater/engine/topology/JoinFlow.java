// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.topology;

import dev.bottledwater.engine.format.RecordLayout;
import dev.bottledwater.engine.format.RecordSide;
import dev.bottledwater.engine.operator.JoinedRow;
import dev.bottledwater.engine.operator.QueryScope;
import dev.bottledwater.engine.operator.RecordPosition;
import dev.bottledwater.engine.operator.StepErrors;
import dev.bottledwater.engine.physical.JoinNames;
import dev.bottledwater.engine.physical.Step;
import dev.bottledwater.engine.row.Row;
import dev.bottledwater.engine.serde.RowSerdes;
import dev.bottledwater.sql.plan.JoinKind;
import dev.bottledwater.sql.plan.JoinMethod;
import dev.bottledwater.sql.schema.Column;
import dev.bottledwater.sql.schema.FormatSpec;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.JoinWindows;
import org.apache.kafka.streams.kstream.Joined;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.StreamJoined;
import org.apache.kafka.streams.kstream.TableJoined;
import org.apache.kafka.streams.kstream.ValueJoiner;
import org.apache.kafka.streams.kstream.ValueJoinerWithKey;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Joins as Kafka Streams joins them. */
final class JoinFlow {
    private final QueryScope scope;
    private final Step.Join step;
    private final JoinNames names;
    private final JoinedRow rows;

    JoinFlow(QueryScope scope, Step.Join step) {
        this.scope = scope;
        this.step = step;
        this.names = new JoinNames(step);
        this.rows = JoinedRow.of(step);
    }

    Flow build(Flow left, Flow right) {
        return switch (step.method()) {
            case JoinMethod.Windowed window -> windowed(stream(left), stream(right), window);
            case JoinMethod.Lookup() -> lookup(stream(left), rightTable(right));
            case JoinMethod.Tables() ->
                    tables(table(left, step.left(), step.leftMoves()), rightTable(right));
            case JoinMethod.ForeignKey foreign ->
                    foreignKey(table(left, step.left(), false), rightTable(right), foreign);
        };
    }

    private Flow windowed(RowFlow<?> left, RowFlow<?> right, JoinMethod.Windowed window) {
        var movedLeft = moved(left, step.left(), step.leftMoves(), "left");
        var movedRight = moved(right, step.right(), step.rightMoves(), "right");
        ValueJoinerWithKey<Object, @Nullable Row, @Nullable Row, @Nullable Row> joiner =
                (key, l, r) -> rows.of(Keys.row(key), l, r);
        var windows = windows(window.before(), window.after(), window.grace());
        return joined(
                switch (step.joinKind()) {
                    case INNER ->
                            movedLeft.join(
                                    movedRight, joiner, windows, named(step.left(), step.right()));
                    case LEFT ->
                            movedLeft.leftJoin(
                                    movedRight, joiner, windows, named(step.left(), step.right()));
                    case FULL ->
                            movedLeft.outerJoin(
                                    movedRight, joiner, windows, named(step.left(), step.right()));
                    case RIGHT ->
                            movedRight.leftJoin(
                                    movedLeft,
                                    (key, r, l) -> rows.of(Keys.row(key), l, r),
                                    windows(window.after(), window.before(), window.grace()),
                                    named(step.right(), step.left()));
                });
    }

    private StreamJoined<Object, @Nullable Row, @Nullable Row> named(Step one, Step other) {
        return StreamJoined.<Object, @Nullable Row, @Nullable Row>with(
                        keySerde(), valueSerde(one), valueSerde(other))
                .withName(step.name())
                .withStoreName(step.name());
    }

    /**
     * Without a grace period KSQL keeps to the windows of old: 24 hours of grace, and a row without
     * a partner is emitted as soon as it comes.
     */
    @SuppressWarnings("deprecation")
    private static JoinWindows windows(long before, long after, @Nullable Long grace) {
        var widest = Duration.ofMillis(Math.max(before, after));
        var windows =
                grace == null
                        ? JoinWindows.of(widest)
                        : JoinWindows.ofTimeDifferenceAndGrace(widest, Duration.ofMillis(grace));
        return windows.before(Duration.ofMillis(before)).after(Duration.ofMillis(after));
    }

    private Flow lookup(RowFlow<?> left, KTable<Object, @Nullable Row> right) {
        var stream = moved(left, step.left(), step.leftMoves(), "left");
        ValueJoinerWithKey<Object, @Nullable Row, @Nullable Row, @Nullable Row> joiner =
                (key, l, r) -> rows.of(Keys.row(key), l, r);
        var joined =
                Joined.with(
                        keySerde(), valueSerde(step.left()), valueSerde(step.right()), step.name());
        return joined(
                step.joinKind() == JoinKind.INNER
                        ? stream.join(right, joiner, joined)
                        : stream.leftJoin(right, joiner, joined));
    }

    private Flow tables(KTable<Object, @Nullable Row> left, KTable<Object, @Nullable Row> right) {
        ValueJoiner<@Nullable Row, @Nullable Row, @Nullable Row> joiner =
                (l, r) -> rows.of(null, l, r);
        var named = Named.as(step.name());
        return keyed(
                switch (step.joinKind()) {
                    case INNER -> left.join(right, joiner, named);
                    case LEFT -> left.leftJoin(right, joiner, named);
                    case FULL -> left.outerJoin(right, joiner, named);
                    case RIGHT -> right.leftJoin(left, (r, l) -> rows.of(null, l, r), named);
                });
    }

    private Flow foreignKey(
            KTable<Object, @Nullable Row> left,
            KTable<Object, @Nullable Row> right,
            JoinMethod.ForeignKey foreign) {
        var key = scope.compiler().compile(foreign.key(), "the condition of the join");
        var errors = new StepErrors(scope, step.name(), () -> RecordPosition.NONE);
        Function<@Nullable Row, @Nullable Object> extractor =
                row -> {
                    var value = row == null ? null : key.evaluate(row, errors);
                    return value == null ? null : Row.of(value);
                };
        ValueJoiner<@Nullable Row, @Nullable Row, @Nullable Row> joiner =
                (l, r) -> rows.of(null, l, r);
        TableJoined<Object, Object> named = TableJoined.as(step.name());
        // Kafka Streams keeps the result anyway, and gives it no name if it gets none
        var kept =
                Materialized.<Object, @Nullable Row, KeyValueStore<Bytes, byte[]>>as(
                                names.resultStore())
                        .withKeySerde(Keys.serde(RowSerdes.internalKey(step.key()), step.window()))
                        .withValueSerde(valueSerde(step));
        return keyed(
                step.joinKind() == JoinKind.INNER
                        ? left.join(right, extractor, joiner, named, kept)
                        : left.leftJoin(right, extractor, joiner, named, kept));
    }

    private Flow joined(KStream<Object, @Nullable Row> rows) {
        return new Flow.Records(RowFlow.of(scope, step.name(), rows));
    }

    /** Kafka Streams doesn't tell the joiners of tables the key. */
    private Flow keyed(KTable<Object, @Nullable Row> joined) {
        var name = step.name() + "-Key";
        return new Flow.Changes(
                joined.transformValues(
                        TableTransformer.of(
                                scope, name, (key, row, _) -> rows.withKey(Keys.row(key), row)),
                        Named.as(name)));
    }

    /** A stream under a new key is repartitioned by the join itself. */
    private KStream<Object, @Nullable Row> moved(
            RowFlow<?> rows, Step from, boolean moves, String side) {
        return moves && !(from instanceof Step.Repartition)
                ? rows.rekeyed(step.name() + "-" + side + "-SelectKey", (record, _) -> record)
                : rows.stream();
    }

    private KTable<Object, @Nullable Row> rightTable(Flow flow) {
        return table(flow, step.right(), step.rightMoves());
    }

    private KTable<Object, @Nullable Row> table(Flow flow, Step from, boolean moves) {
        if (moves) {
            return moved(flow, from);
        }
        return switch (flow) {
            case Flow.Changes(var table) -> table;
            case Flow.Records _ ->
                    throw new IllegalArgumentException(
                            "the plan joins a table whose rows are not kept");
        };
    }

    private KTable<Object, @Nullable Row> moved(Flow flow, Step from) {
        boolean left = from == step.left();
        var changes =
                switch (flow) {
                    case Flow.Records(var rows) -> rows;
                    case Flow.Changes(var table) ->
                            RowFlow.of(
                                    scope,
                                    step.name(),
                                    table.toStream(Named.as(names.keyed(left) + "-ToStream")));
                };
        return changes.rekeyed(names.keyed(left), (record, _) -> record)
                .toTable(
                        Named.as(names.selectKey(left)),
                        Materialized.<Object, @Nullable Row, KeyValueStore<Bytes, byte[]>>as(
                                        names.store(left))
                                .withKeySerde(serde(from.schema().key()))
                                .withValueSerde(valueSerde(from)));
    }

    private Serde<Object> keySerde() {
        return serde(step.key());
    }

    private Serde<Object> serde(List<Column> key) {
        FormatSpec format = step.keyFormat();
        return Keys.serde(
                format == null
                        ? RowSerdes.internalKey(key)
                        : RowSerdes.of(
                                scope.formats(),
                                new RecordLayout(format, RecordSide.KEY, step.name(), key)),
                step.window());
    }

    private static Serde<@Nullable Row> valueSerde(Step side) {
        return RowSerdes.internalValue(side.schema().columns());
    }

    private static RowFlow<?> stream(Flow flow) {
        return switch (flow) {
            case Flow.Records(var rows) -> rows;
            case Flow.Changes _ ->
                    throw new IllegalArgumentException("the plan joins a table as a stream");
        };
    }
}
