// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.engine.result.QueryMetrics.Traffic;
import dev.bottledwater.server.metrics.MetricsText.Type;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The persistent queries of this process. */
final class SqlMetrics {
    private static final String ID = "query_id";

    private SqlMetrics() {}

    static void write(MetricsText text, List<QueryMetrics> queries) {
        text.family("ksql_query_state", Type.GAUGE, "1 for the state that the query is in.");
        queries.forEach(
                q -> text.sample("ksql_query_state", 1, ID, q.queryId(), "state", q.state()));
        family(
                text,
                queries,
                Type.GAUGE,
                "ksql_query_recent_failures",
                "Failures of the query that are kept; it starts again by itself.",
                QueryMetrics::failures);
        byTopic(
                text,
                queries,
                "ksql_query_consumed",
                "that the query read, repartitions included",
                QueryMetrics::consumed);
        byTopic(
                text,
                queries,
                "ksql_query_produced",
                "that the query wrote, repartitions and changelogs included",
                QueryMetrics::produced);
        family(
                text,
                queries,
                Type.COUNTER,
                "ksql_query_dropped_records_total",
                "Records and rows that were left out; the processing log tells why.",
                QueryMetrics::dropped);
        text.family(
                "ksql_query_records_lag", Type.GAUGE, "Records that the query has yet to read.");
        for (var query : queries) {
            new TreeMap<>(query.lag())
                    .forEach(
                            (topic, lag) ->
                                    text.sample(
                                            "ksql_query_records_lag",
                                            lag,
                                            ID,
                                            query.queryId(),
                                            "topic",
                                            topic));
        }
        family(
                text,
                queries,
                Type.COUNTER,
                "ksql_query_restored_records_total",
                "Records that state was restored from.",
                QueryMetrics::restored);
        family(
                text,
                queries,
                Type.GAUGE,
                "ksql_query_restore_remaining_records",
                "Records that state has yet to be restored from.",
                QueryMetrics::toRestore);
    }

    private static void family(
            MetricsText text,
            List<QueryMetrics> queries,
            Type type,
            String name,
            String help,
            ToDoubleFunction<QueryMetrics> value) {
        text.family(name, type, help);
        queries.forEach(q -> text.sample(name, value.applyAsDouble(q), ID, q.queryId()));
    }

    private static void byTopic(
            MetricsText text,
            List<QueryMetrics> queries,
            String name,
            String what,
            Function<QueryMetrics, Map<String, Traffic>> traffic) {
        text.family(name + "_records_total", Type.COUNTER, "Records " + what + ".");
        samples(text, queries, name + "_records_total", traffic, Traffic::records);
        text.family(name + "_bytes_total", Type.COUNTER, "Bytes of records " + what + ".");
        samples(text, queries, name + "_bytes_total", traffic, Traffic::bytes);
    }

    private static void samples(
            MetricsText text,
            List<QueryMetrics> queries,
            String name,
            Function<QueryMetrics, Map<String, Traffic>> traffic,
            ToDoubleFunction<Traffic> value) {
        for (var query : queries) {
            new TreeMap<>(traffic.apply(query))
                    .forEach(
                            (topic, amount) ->
                                    text.sample(
                                            name,
                                            value.applyAsDouble(amount),
                                            ID,
                                            query.queryId(),
                                            "topic",
                                            topic));
        }
    }
}
