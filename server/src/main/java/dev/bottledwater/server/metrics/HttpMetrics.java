// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.server.metrics.MetricsText.Type;
import dev.bottledwater.server.web.RequestLog;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and how long they took. Routes are patterns, so that there are few. */
public final class HttpMetrics implements RequestLog {
    private static final double[] BOUNDS = {0.005, 0.025, 0.1, 0.5, 1, 5, 10, 60};

    private record Key(String method, String route, String status) implements Comparable<Key> {
        private String text() {
            return route + ' ' + method + ' ' + status;
        }

        @Override
        public int compareTo(Key other) {
            return text().compareTo(other.text());
        }
    }

    private static final class Durations {
        private final LongAdder[] buckets = new LongAdder[BOUNDS.length + 1];
        private final LongAdder nanos = new LongAdder();

        Durations() {
            for (int i = 0; i < buckets.length; i++) {
                buckets[i] = new LongAdder();
            }
        }

        void add(long took) {
            double seconds = (double) took / TimeUnit.SECONDS.toNanos(1);
            int i = 0;
            while (i < BOUNDS.length && seconds > BOUNDS[i]) {
                i++;
            }
            buckets[i].increment();
            nanos.add(took);
        }
    }

    private final Map<Key, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final Map<String, Durations> durations = new ConcurrentSkipListMap<>();

    @Override
    public void served(String method, String route, int status, long nanos) {
        requests.computeIfAbsent(
                        new Key(method, route, Integer.toString(status)), _ -> new LongAdder())
                .increment();
        durations.computeIfAbsent(route, _ -> new Durations()).add(nanos);
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
        durations.forEach((route, measured) -> write(text, name, route, measured));
    }

    private static void write(MetricsText text, String name, String route, Durations measured) {
        long below = 0;
        for (int i = 0; i <= BOUNDS.length; i++) {
            below += measured.buckets[i].sum();
            var bound = i == BOUNDS.length ? "+Inf" : Double.toString(BOUNDS[i]);
            text.sample(name + "_bucket", below, "route", route, "le", bound);
        }
        var seconds = (double) measured.nanos.sum() / TimeUnit.SECONDS.toNanos(1);
        text.sample(name + "_sum", seconds, "route", route);
        text.sample(name + "_count", below, "route", route);
    }
}
