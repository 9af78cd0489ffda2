// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.server.metrics.MetricsText.Type;
import dev.bottledwater.server.web.RequestLog;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and how long they took. Routes are patterns, so that there are few. */
public final class HttpMetrics implements RequestLog {
    private record Key(String method, String route, String status) implements Comparable<Key> {
        private String text() {
            return route + ' ' + method + ' ' + status;
        }

        @Override
        public int compareTo(Key other) {
            return text().compareTo(other.text());
        }
    }

    private final Map<Key, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final Map<String, Durations> durations = new ConcurrentSkipListMap<>();

    @Override
    public void served(Served request) {
        requests.computeIfAbsent(
                        new Key(
                                request.method(),
                                request.route(),
                                Integer.toString(request.status())),
                        _ -> new LongAdder())
                .increment();
        durations.computeIfAbsent(request.route(), _ -> new Durations()).add(request.nanos());
    }

    void write(MetricsText text) {
        text.family("http_server_requests_total", Type.COUNTER, "Requests that were answered.");
        requests.forEach(
                (key, count) ->
                        text.sample(
                                "http_server_requests_total",
                                count.sum(),
                                "method",
                                key.method(),
                                "route",
                                key.route(),
                                "status",
                                key.status()));
        var name = "http_server_request_duration_seconds";
        text.family(
                name, Type.HISTOGRAM, "How long answers took, those of push queries to their end.");
        durations.forEach((route, measured) -> measured.write(text, name, "route", route));
    }
}
