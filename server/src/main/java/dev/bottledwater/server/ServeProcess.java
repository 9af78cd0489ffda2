// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.SlotDrop;
import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.failure.Backoff;
import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.engine.connector.Connector;
import dev.bottledwater.engine.connector.ConnectorException;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.Preflight;
import dev.bottledwater.server.auth.AccessLog;
import dev.bottledwater.server.auth.Authenticator;
import dev.bottledwater.server.auth.Cors;
import dev.bottledwater.server.auth.GuardedRoutes;
import dev.bottledwater.server.auth.SignInLimit;
import dev.bottledwater.server.connect.ConnectProxy;
import dev.bottledwater.server.connect.ConnectRoutes;
import dev.bottledwater.server.connect.ConnectorProblems;
import dev.bottledwater.server.connect.RemoteWorker;
import dev.bottledwater.server.connect.RunningWorker;
import dev.bottledwater.server.connect.SlotRoute;
import dev.bottledwater.server.database.AppSlots;
import dev.bottledwater.server.database.SlotWatch;
import dev.bottledwater.server.health.CertificateWatch;
import dev.bottledwater.server.health.Health;
import dev.bottledwater.server.health.HealthRoutes;
import dev.bottledwater.server.health.PartHealth;
import dev.bottledwater.server.http.EdgeSettings;
import dev.bottledwater.server.http.EdgeStartException;
import dev.bottledwater.server.http.HttpEdge;
import dev.bottledwater.server.ksql.KsqlRoutes;
import dev.bottledwater.server.ksql.rows.HourlyBandwidth;
import dev.bottledwater.server.ksql.rows.ResultSender;
import dev.bottledwater.server.metrics.HttpMetrics;
import dev.bottledwater.server.metrics.MetricsRoutes;
import dev.bottledwater.server.metrics.ResultMetrics;
import dev.bottledwater.server.web.RequestLog;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.server.web.Router;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The whole process: binds the port, answers at once, waits for Kafka, then starts Connect and the
 * SQL engine. A part that fails leaves the others alone. {@link #close()} ends all of it within the
 * 30 s that a dyno has.
 */
public final class ServeProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServeProcess.class);
    static final Duration CLOSE_DEADLINE = Duration.ofSeconds(25);
    private static final Duration DRAIN = Duration.ofSeconds(3);
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);

    private final HttpMetrics http = new HttpMetrics();
    private final ResultMetrics results = new ResultMetrics();
    private final HttpEdge edge;
    private final ResultSender sender;
    private final KafkaGate kafka;
    private final @Nullable Provisioning provisioning;
    private final AppPeers peers;
    private final Supplier<List<SlotLag>> slots;
    private final @Nullable SlotWatch slotWatch;
    private final CertificateWatch certificates;
    private final @Nullable EngineSlot engine;
    private final @Nullable ConnectPort connect;
    private final @Nullable ConnectProxy proxy;
    private final @Nullable RemoteWorker remote;
    private final Backoff pauses;
    private final Thread starter;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ServeProcess(Settings settings, Plan plan) {
        this.sender =
                new ResultSender(
                        plan.heartbeat(),
                        results,
                        new HourlyBandwidth(settings.passed().ksql(), InstantSource.system()));
        this.kafka = plan.kafka();
        this.pauses = plan.pauses();
        this.provisioning = settings.heroku().isPresent() ? Provisioning.of(settings) : null;
        this.peers = new AppPeers(settings);
        this.certificates = new CertificateWatch(settings.certificates(), InstantSource.system());
        ConnectPort port =
                plan.parts().contains(ServePart.CONNECT) ? plan.connect().apply(peers) : null;
        this.slots = new AppSlots(settings, port == null ? List::of : port::slots);
        this.slotWatch =
                port != null || settings.database().isPresent() ? new SlotWatch(slots) : null;
        this.connect = port;
        this.proxy = port == null ? null : new ConnectProxy(port::state);
        this.remote = settings.remoteConnect().map(RemoteWorker::new).orElse(null);
        this.engine =
                plan.parts().contains(ServePart.KSQL)
                        ? new EngineSlot(
                                plan.engines(),
                                sqlConnectors(),
                                peers::joinEngine,
                                settings.names().serviceId(),
                                new RestartPauses(pauses))
                        : null;
        this.edge =
                new HttpEdge(
                        EdgeSettings.onPort(settings.http().port(), settings.http().tls()),
                        new GuardedRoutes(
                                new Router(routes(settings, plan.version())),
                                new Authenticator(
                                        settings.users(), settings.http().insecureLocal()),
                                new SignInLimit(
                                        settings.http().trustedProxies(), InstantSource.system()),
                                new Cors(settings.http().corsOrigins()),
                                requestLog(settings)));
        this.starter = Thread.ofPlatform().name("start").daemon().unstarted(this::startParts);
    }

    /**
     * What differs between processes and tests.
     *
     * @param connect makes the supervisor, not yet started
     * @param pauses between attempts to start a part
     */
    record Plan(
            Set<ServePart> parts,
            EngineFactory engines,
            Function<AppPeers, ConnectPort> connect,
            KafkaGate kafka,
            String version,
            Duration heartbeat,
            Backoff pauses) {
        Plan {
            parts = Set.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("A process must run at least one part.");
            }
        }
    }

    /**
     * Binds the port and starts the rest in the background.
     *
     * @param parts what to run, at least one
     * @param engines makes the SQL engine once Kafka can be used
     * @param version what the server says of its version
     * @throws EdgeStartException when the port can't be had, with one sentence that says why
     */
    public static ServeProcess start(
            Settings settings, Set<ServePart> parts, EngineFactory engines, String version) {
        return start(
                settings,
                new Plan(
                        parts,
                        engines,
                        peers -> new SupervisedConnect(settings, peers),
                        new KafkaGate(
                                () -> Preflight.check(settings, KAFKA_TIMEOUT),
                                Duration.ofSeconds(5)),
                        version,
                        ResultSender.HEARTBEAT,
                        new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30))));
    }

    static ServeProcess start(Settings settings, Plan plan) {
        ServeProcess process = new ServeProcess(settings, plan);
        process.edge.start();
        process.starter.start();
        process.certificates.start();
        if (process.slotWatch != null) {
            process.slotWatch.start();
        }
        return process;
    }

    /** Those that SQL's statements are about. */
    private Connectors sqlConnectors() {
        if (remote != null) {
            return remote.connectors();
        }
        return proxy == null ? Connectors.none() : proxy.connectors();
    }

    private RequestLog requestLog(Settings settings) {
        return AccessLog.of(settings.passed().ksql())
                .<RequestLog>map(
                        log ->
                                request -> {
                                    http.served(request);
                                    log.served(request);
                                })
                .orElse(http);
    }

    private List<Route> routes(Settings settings, String version) {
        var health = new Health(parts(settings));
        List<Route> routes = new ArrayList<>(HealthRoutes.of(health));
        if (!settings.http().advertisedUrl().isEmpty() && !settings.secrets().isEmpty()) {
            routes.add(PeerRoute.of(peers::link));
        }
        routes.add(
                new MetricsRoutes(
                                health,
                                http,
                                results,
                                new MetricsRoutes.Sources(
                                        () -> engine == null ? List.of() : engine.metrics(),
                                        () -> engine == null ? 0 : engine.pushQueries(),
                                        this::connectors,
                                        () -> connect == null ? List.of() : connect.problems(),
                                        peers::traffic,
                                        slots,
                                        settings.certificates()))
                        .route());
        routes.addAll(
                engine == null ? KsqlRoutes.absent() : KsqlRoutes.of(engine, sender, version));
        routes.addAll(proxy == null ? ConnectRoutes.absent() : ConnectRoutes.of(proxy));
        if (connect != null) {
            routes.add(ConnectorProblems.route(connect::askForProblems));
            routes.add(SlotRoute.of(name -> dropSlot(connect, name)));
        }
        return routes;
    }

    private List<Supplier<PartHealth>> parts(Settings settings) {
        HealthParts parts = new HealthParts();
        parts.add(kafka::health);
        if (!certificates.isEmpty()) {
            parts.add(certificates::health);
        }
        if (provisioning != null) {
            parts.add(provisioning::health);
        }
        if (!settings.secrets().isEmpty()) {
            parts.add(peers::health);
        }
        if (engine != null) {
            parts.engine(engine);
        }
        if (connect != null) {
            // Where there is no DATABASE_URL, connectors follow other databases.
            parts.connect(connect, settings.database().isPresent() ? List::of : slots);
        }
        if (settings.database().isPresent()) {
            parts.database(slots);
        }
        return parts.all();
    }

    private static SlotDrop dropSlot(ConnectPort connect, String connector) {
        RunningWorker.of(connect.state());
        return connect.dropSlot(connector);
    }

    /** A worker on its way tells nothing; the next time is soon. */
    private List<Connector> connectors() {
        if (proxy == null || connect == null || !(connect.state() instanceof WorkerState.Running)) {
            return List.of();
        }
        try {
            return proxy.connectors().all();
        } catch (ConnectorException | UncheckedIOException e) {
            LOG.debug("Connect doesn't tell of its connectors now", e);
            return List.of();
        }
    }

    private void startParts() {
        try {
            kafka.await();
            if (provisioning != null) {
                provisioning.start();
            }
            if (engine != null) {
                engine.start();
            }
            if (connect != null) {
                new RestartPauses(pauses).untilStarted("Connect", connect::start);
            }
        } catch (InterruptedException e) {
            LOG.debug("Stopped before the parts were started");
        } catch (RuntimeException e) {
            LOG.error("The parts couldn't be started", e);
        }
    }

    /** The port that is bound. */
    public int port() {
        return edge.port();
    }

    /** Waits until the process is closed. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /**
     * Takes no more requests, ends running queries with a word to their clients, and closes the
     * engine and Connect at the same time. Returns after 25 s at the latest, whatever hangs.
     */
    @Override
    public void close() {
        long deadline = System.nanoTime() + CLOSE_DEADLINE.toNanos();
        edge.stopAccepting();
        sender.stop();
        List<Thread> closings = new ArrayList<>();
        try {
            starter.interrupt();
            certificates.close();
            if (slotWatch != null) {
                slotWatch.close();
            }
            if (provisioning != null) {
                provisioning.close();
            }
            if (starter.getState() != Thread.State.NEW) {
                starter.join(DRAIN);
            }
            if (engine != null) {
                closings.add(closing("engine", engine));
            }
            if (connect != null) {
                closings.add(closing("connect", connect));
            }
            edge.close(DRAIN);
            for (Thread closing : closings) {
                if (!closing.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    LOG.error(
                            "{} didn't end within {} s.",
                            closing.getName(),
                            CLOSE_DEADLINE.toSeconds());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            peers.close();
            if (proxy != null) {
                proxy.close();
            }
            if (remote != null) {
                remote.close();
            }
            closed.countDown();
        }
    }

    private static Thread closing(String name, AutoCloseable part) {
        return Thread.ofPlatform()
                .name("close-" + name)
                .daemon()
                .start(
                        () -> {
                            try {
                                part.close();
                            } catch (Exception e) {
                                LOG.error("The part {} didn't close in order", name, e);
                            }
                        });
    }
}
