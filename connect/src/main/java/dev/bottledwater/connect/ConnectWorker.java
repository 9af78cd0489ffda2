// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.connect.watch.ConnectorWatch;

import org.apache.kafka.connect.runtime.WorkerInfo;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.isolation.LoaderSwap;
import org.apache.kafka.connect.runtime.isolation.PluginDesc;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * One run of Kafka Connect's distributed worker in this process. It is put together from the parts
 * of Connect's own command line program, without its shutdown hook and without its right to end the
 * process.
 */
public final class ConnectWorker implements ManagedWorker {
    /** Less than the 30 seconds between SIGTERM and SIGKILL. */
    static final Duration STOP_DEADLINE = Duration.ofSeconds(25);

    private static final Logger LOG = LoggerFactory.getLogger(ConnectWorker.class);

    private final Plugins plugins;
    private final LoopbackRestServer rest;
    private final SupervisedHerder herder;
    private final ConnectorWatch watch;
    private final URI uri;
    private final AtomicBoolean closed = new AtomicBoolean();

    private ConnectWorker(
            Plugins plugins,
            LoopbackRestServer rest,
            SupervisedHerder herder,
            ConnectorWatch watch) {
        this.plugins = plugins;
        this.rest = rest;
        this.herder = herder;
        this.watch = watch;
        this.uri = rest.loopbackUri();
    }

    /**
     * Starts a worker that reaches its siblings by plain HTTP.
     *
     * @see #start(WorkerSettings, RestClientFactory)
     */
    public static ConnectWorker start(WorkerSettings settings) {
        return start(settings, RestClientFactory.DIRECT);
    }

    /**
     * Starts a worker. Returns once its REST API is bound, before it has joined its group: see
     * {@link #whenReady()}.
     *
     * @param settings what it needs to know
     * @param restClients makes its client for requests to the leader
     * @throws RuntimeException what Connect throws; nothing is left running then
     */
    public static ConnectWorker start(WorkerSettings settings, RestClientFactory restClients) {
        ProcessGuard.install();
        new WorkerInfo().logAll();
        Map<String, String> properties = settings.toWorkerProperties();
        Plugins plugins = new Plugins(properties);
        try (LoaderSwap _ = plugins.withClassLoader(plugins.delegatingLoader())) {
            DistributedConfig config = new DistributedConfig(properties);
            RestClient restClient = restClients.create(config);
            LoopbackRestServer rest =
                    new LoopbackRestServer(
                            config.rebalanceTimeout(), restClient, config.originals());
            try {
                rest.initializeServer();
                return start(config, plugins, rest, restClient, settings);
            } catch (RuntimeException | Error e) {
                rest.stop();
                throw e;
            }
        }
    }

    private static ConnectWorker start(
            DistributedConfig config,
            Plugins plugins,
            LoopbackRestServer rest,
            RestClient restClient,
            WorkerSettings settings) {
        URI advertised = rest.advertisedUrl();
        String workerId = advertised.getHost() + ":" + advertised.getPort();
        SupervisedHerder herder =
                SupervisedHerder.create(
                        config, workerId, plugins, advertised.toString(), restClient, settings);
        ConnectorWatch watch =
                new ConnectorWatch(new HerderView(herder, workerId, settings), settings.watch());
        try {
            herder.start();
            rest.initializeResources(herder);
            watch.start();
            return new ConnectWorker(plugins, rest, herder, watch);
        } catch (RuntimeException | Error e) {
            // A herder that nobody looks after would stay in its group with its tasks.
            watch.close();
            herder.interruptStart();
            herder.stop();
            throw e;
        }
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public CompletableFuture<Void> whenReady() {
        return herder.whenReady().copy();
    }

    @Override
    public CompletableFuture<Throwable> whenFailed() {
        return herder.whenFailed().copy();
    }

    @Override
    public List<ConnectorProblem> problems() {
        return watch.problems();
    }

    @Override
    public List<ConnectorSlot> slots() {
        return herder.slots();
    }

    @Override
    public SlotDrop dropSlot(String connector) {
        return herder.dropSlot(connector);
    }

    /**
     * @return the class names of the connectors that can be created, sorted
     */
    public List<String> connectorClasses() {
        return Stream.concat(plugins.sourceConnectors().stream(), plugins.sinkConnectors().stream())
                .map(PluginDesc::className)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Stops the REST API, then connectors and tasks, whose offsets are committed, and leaves the
     * group. Does so once; waits at most 25 seconds and then goes on without the threads that are
     * stuck.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Thread stopping = Thread.ofPlatform().name("connect-stop").daemon().unstarted(this::stop);
        try {
            stopping.start();
        } catch (OutOfMemoryError noThread) {
            // Without one of its own, and so without a deadline.
            stop();
            return;
        }
        try {
            if (!stopping.join(STOP_DEADLINE)) {
                LOG.error(
                        "Connect didn't stop within {} s; going on without it. What its tasks read since their last commit will be delivered again.",
                        STOP_DEADLINE.toSeconds());
                stopping.interrupt();
            }
        } catch (InterruptedException e) {
            stopping.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        watch.close();
        try {
            rest.stop();
        } catch (RuntimeException e) {
            LOG.warn("Connect's REST server didn't stop cleanly", e);
        }
        herder.interruptStart();
        herder.stop();
    }
}
