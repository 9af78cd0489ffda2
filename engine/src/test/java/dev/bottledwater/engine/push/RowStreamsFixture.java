// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.push;

import static dev.bottledwater.engine.physical.TestPlans.column;
import static dev.bottledwater.engine.physical.TestPlans.compare;
import static dev.bottledwater.engine.physical.TestPlans.literal;
import static dev.bottledwater.engine.physical.TestPlans.named;
import static dev.bottledwater.engine.physical.TestPlans.orders;
import static dev.bottledwater.engine.physical.TestPlans.query;
import static dev.bottledwater.engine.physical.TestPlans.scan;

import dev.bottledwater.engine.RowStream;
import dev.bottledwater.engine.RowStream.Event;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.topology.LoggedEntries;
import dev.bottledwater.sql.catalog.Catalog;
import dev.bottledwater.sql.catalog.Source;
import dev.bottledwater.sql.ir.ComparisonOperator;
import dev.bottledwater.sql.plan.PlanNode;
import dev.bottledwater.sql.schema.FormatSpec;
import dev.bottledwater.sql.schema.RowSchema;
import dev.bottledwater.sql.schema.SourceKind;
import dev.bottledwater.sql.type.SqlType.Primitive;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Row streams over a topic in memory. */
abstract class RowStreamsFixture {
    static final Map<String, String> EARLIEST = Map.of("auto.offset.reset", "earliest");
    static final Duration PATIENCE = Duration.ofSeconds(60);
    static final Duration MOMENT = Duration.ofMillis(150);

    final FakeTopic topic = new FakeTopic();
    final LoggedEntries log = new LoggedEntries();
    int topicReads = 4;
    Map<String, String> properties = Map.of();
    long stateBytes = 1 << 20;

    RowStreams streams(int budget) {
        return streams(budget, (_, _, _) -> Optional.empty());
    }

    RowStreams streams(int budget, RowStreams.Tables tables) {
        return new RowStreams(
                topic,
                tables,
                properties,
                new TransientLimits(budget, stateBytes, topicReads),
                TopicNames.unchanged(),
                log,
                ExpressionCompiler.interpreter(),
                Formats.builtIn());
    }

    RowStream push(PlanNode root) {
        return streams(1000).open(query(root), Catalog.EMPTY, EARLIEST);
    }

    static String order(String region, long amount) {
        return "{\"REGION\":\"" + region + "\",\"AMOUNT\":" + amount + "}";
    }

    /** So many rows as text, however long they take. */
    static List<String> take(RowStream rows, int count) throws InterruptedException {
        var texts = new ArrayList<String>();
        while (texts.size() < count) {
            texts.add(text(rows.next(PATIENCE).orElseThrow()));
        }
        return texts;
    }

    /** Everything that comes of what is in the topic, up to the end if there is one, as text. */
    List<String> drain(RowStream rows) throws InterruptedException {
        var texts = new ArrayList<String>();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            boolean read = topic.isRead();
            var event = rows.next(MOMENT);
            if (event.isEmpty() && read) {
                break;
            }
            event.map(RowStreamsFixture::text).ifPresent(texts::add);
            if (event.filter(e -> e instanceof Event.End || e instanceof Event.Failed)
                    .isPresent()) {
                break;
            }
        }
        return texts;
    }

    static String text(Event event) {
        return switch (event) {
            case Event.Row(var values, boolean tombstone) ->
                    (tombstone ? "-" : "") + Arrays.toString(values);
            case Event.Line(var line) -> line;
            case Event.End(var message) -> "end: " + message;
            case Event.Failed(var message) -> "failed: " + message;
        };
    }

    static PlanNode big(SourceKind kind) {
        var scan = scan(orders(kind));
        var filter =
                new PlanNode.Filter(
                        scan,
                        compare(
                                column(scan, "AMOUNT"),
                                ComparisonOperator.GREATER,
                                literal(10L, Primitive.BIGINT)));
        return new PlanNode.Project(
                filter, List.of("ID"), List.of(named("AMOUNT", column(filter, "AMOUNT"))));
    }

    static Catalog ordersCreatedBy(@Nullable String query) {
        return catalog(query, false);
    }

    static Catalog ordersAsSourceTable() {
        return catalog(null, true);
    }

    private static Catalog catalog(@Nullable String query, boolean readOnly) {
        var source = orders(SourceKind.TABLE);
        return Catalog.EMPTY.withSource(
                new Source(
                        source.name(),
                        source.kind(),
                        RowSchema.of(source.keyColumns(), source.valueColumns()),
                        source.topic(),
                        FormatSpec.of("KAFKA"),
                        FormatSpec.of("JSON"),
                        null,
                        null,
                        readOnly,
                        "",
                        query));
    }
}
