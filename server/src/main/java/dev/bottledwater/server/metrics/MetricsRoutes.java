// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.metrics;

import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.result.QueryMetrics;
import dev.bottledwater.peers.PeerTraffic;
import dev.bottledwater.platform.CertificateExpiry;
import dev.bottledwater.platform.Role;
import dev.bottledwater.server.health.Health;
import dev.bottledwater.server.health.PartHealth.Level;
import dev.bottledwater.server.metrics.MetricsText.Format;
import dev.bottledwater.server.metrics.MetricsText.Type;
import dev.bottledwater.server.web.Accept;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.server.web.RoutedRequest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** {@code /metrics}: all numbers of this process, put together when they are asked for. */
public final class MetricsRoutes {
    private static final String OPENMETRICS = "application/openmetrics-text";

    private final Health health;
    private final HttpMetrics http;
    private final Sources sources;
    private final ResultMetrics results;

    /**
     * What is asked for its numbers.
     *
     * @param queries the persistent queries; empty while there is no engine
     * @param pushQueries how many push queries run
     * @param connectors empty while Connect doesn't run
     * @param problems what is wrong with connectors
     * @param peers empty where instances don't talk to each other
     * @param slots empty where no database is known
     * @param certificates that are among the config vars
     */
    public record Sources(
            Supplier<List<QueryMetrics>> queries,
            IntSupplier pushQueries,
            Supplier<List<Connector>> connectors,
            Supplier<List<ConnectorProblem>> problems,
            Supplier<Optional<PeerTraffic>> peers,
            Supplier<List<SlotLag>> slots,
            List<CertificateExpiry> certificates) {}

    public MetricsRoutes(Health health, HttpMetrics http, ResultMetrics results, Sources sources) {
        this.health = health;
        this.http = http;
        this.results = results;
        this.sources = sources;
    }

    /** The route that tells the numbers, to viewers. */
    public Route route() {
        return Route.ksql("GET", "/metrics", Role.VIEWER, this::metrics);
    }

    private void certificates(MetricsText text) {
        if (sources.certificates().isEmpty()) {
            return;
        }
        String name = "bottled_water_certificate_expiry_timestamp_seconds";
        text.family(name, Type.GAUGE, "When the certificate in a config var ends.");
        sources.certificates()
                .forEach(
                        one ->
                                text.sample(
                                        name,
                                        one.at().getEpochSecond(),
                                        "variable",
                                        one.variable()));
    }

    private void metrics(RoutedRequest request) throws IOException {
        var wanted =
                request.exchange()
                        .header("Accept")
                        .map(Accept::parse)
                        .flatMap(accept -> accept.choose(List.of("text/plain", OPENMETRICS)))
                        .orElse("");
        var format = wanted.equals(OPENMETRICS) ? Format.OPENMETRICS : Format.PROMETHEUS;
        var text = new MetricsText(format);
        text.family("bottled_water_part_ready", Type.GAUGE, "1 where the part works, else 0.");
        for (var part : health.parts()) {
            text.sample(
                    "bottled_water_part_ready",
                    part.level() == Level.READY ? 1 : 0,
                    "part",
                    part.name());
        }
        SqlMetrics.write(text, sources.queries().get());
        text.family("ksql_push_queries", Type.GAUGE, "Push queries that run.");
        text.sample("ksql_push_queries", sources.pushQueries().getAsInt());
        results.write(text);
        ConnectMetrics.write(text, sources.connectors().get(), sources.problems().get());
        SlotMetrics.write(text, sources.slots().get());
        certificates(text);
        sources.peers().get().ifPresent(traffic -> PeerMetrics.write(text, traffic));
        http.write(text);
        ProcessMetrics.write(text);
        request.exchange()
                .answer(
                        new Answer(
                                200,
                                List.of(new Answer.Header("Content-Type", format.mediaType())),
                                text.end().getBytes(StandardCharsets.UTF_8)));
    }
}
