// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.needs.ConnectorNaming;
import dev.bottledwater.connect.needs.ForbiddenSettings;
import dev.bottledwater.connect.needs.HeartbeatTopics;
import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.postgres.ConnectorSlots;
import dev.bottledwater.connect.retention.RecordRefresh;
import dev.bottledwater.connect.retention.RefreshedConfigStore;
import dev.bottledwater.platform.Names;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.json.JsonConverterConfig;
import org.apache.kafka.connect.runtime.TargetState;
import org.apache.kafka.connect.runtime.Worker;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.RestClient;
import org.apache.kafka.connect.runtime.rest.entities.ConfigInfos;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.errors.BadRequestException;
import org.apache.kafka.connect.storage.ConfigBackingStore;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.KafkaConfigBackingStore;
import org.apache.kafka.connect.storage.KafkaOffsetBackingStore;
import org.apache.kafka.connect.storage.KafkaStatusBackingStore;
import org.apache.kafka.connect.util.Callback;
import org.apache.kafka.connect.util.ConnectUtils;
import org.apache.kafka.connect.util.SharedTopicAdmin;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Connect's herder that tells when it works and why it ended, instead of only logging it, and that
 * names every error of a connector's configuration.
 */
final class SupervisedHerder extends DistributedHerder {
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile @Nullable Throwable lastError;
    private volatile @Nullable Thread workThread;
    private volatile boolean leading;

    private final ConnectorValidation validation;
    private final PostgresSlot slot;
    private final ConnectorSlots slots;
    private final ConnectorProvisioning provisioning;
    private final StoredConnectors stored;
    private final @Nullable RecordRefresh refresh;

    private SupervisedHerder(
            DistributedConfig config,
            Worker worker,
            KafkaStatusBackingStore statuses,
            ConfigBackingStore configs,
            @Nullable RecordRefresh refresh,
            String advertisedUrl,
            RestClient restClient,
            ConnectorClientConfigOverridePolicy policy,
            SharedTopicAdmin admin,
            ClassLoader pluginLoader,
            WorkerSettings settings) {
        super(
                config,
                Time.SYSTEM,
                worker,
                config.kafkaClusterId(),
                statuses,
                configs,
                advertisedUrl,
                restClient,
                policy,
                List.of(),
                admin);
        this.stored = new StoredConnectors(configs, worker.configTransformer(), naming(settings));
        this.validation =
                new ConnectorValidation(
                        pluginLoader,
                        new ForbiddenSettings(
                                settings.names(),
                                Set.copyOf(config.getList(WorkerConfig.CONFIG_PROVIDERS_CONFIG))),
                        stored::all);
        this.slot = new PostgresSlot(new PostgresDriver(pluginLoader));
        this.slots =
                new ConnectorSlots(
                        this::postgresConnectors, slot.driver()::connect, InstantSource.system());
        this.provisioning = new ConnectorProvisioning(settings);
        this.refresh = refresh;
    }

    /** Puts Connect's parts together as its own command line program does. */
    static SupervisedHerder create(
            DistributedConfig config,
            String workerId,
            Plugins plugins,
            String advertisedUrl,
            RestClient restClient,
            WorkerSettings settings) {
        ConnectorClientConfigOverridePolicy policy =
                plugins.newPlugins(
                                List.of(
                                        config.getString(
                                                WorkerConfig.CONNECTOR_CLIENT_POLICY_CLASS_CONFIG)),
                                config,
                                ConnectorClientConfigOverridePolicy.class)
                        .getFirst();
        String clientIdBase = ConnectUtils.clientIdBase(config);
        Map<String, Object> adminProperties = new HashMap<>(config.originals());
        ConnectUtils.addMetricsContextProperties(adminProperties, config, config.kafkaClusterId());
        adminProperties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientIdBase + "shared-admin");
        Duration retention = settings.topicRetention();
        SharedTopicAdmin admin =
                retention == null
                        ? new SharedTopicAdmin(adminProperties)
                        : new LenientTopicAdmin(adminProperties);
        try {
            KafkaOffsetBackingStore offsets =
                    new KafkaOffsetBackingStore(
                            admin,
                            () -> clientIdBase,
                            plugins.newInternalConverter(
                                    true,
                                    JsonConverter.class.getName(),
                                    Map.of(JsonConverterConfig.SCHEMAS_ENABLE_CONFIG, "false")));
            offsets.configure(config);
            Worker worker = new Worker(workerId, Time.SYSTEM, plugins, config, offsets, policy);
            KafkaStatusBackingStore statuses =
                    new KafkaStatusBackingStore(
                            Time.SYSTEM, worker.getInternalValueConverter(), admin, clientIdBase);
            statuses.configure(config);
            Function<Converter, ConfigBackingStore> store =
                    converter ->
                            new KafkaConfigBackingStore(
                                    converter,
                                    config,
                                    new NamingTransformer(
                                            worker, naming(settings), heartbeats(settings)),
                                    admin,
                                    clientIdBase);
            RefreshedConfigStore refreshed =
                    retention == null
                            ? null
                            : new RefreshedConfigStore(worker.getInternalValueConverter(), store);
            return new SupervisedHerder(
                    config,
                    worker,
                    statuses,
                    refreshed == null ? store.apply(worker.getInternalValueConverter()) : refreshed,
                    refreshed == null || retention == null
                            ? null
                            : refresh(settings, retention, refreshed),
                    advertisedUrl,
                    restClient,
                    policy,
                    admin,
                    plugins.delegatingLoader(),
                    settings);
        } catch (RuntimeException e) {
            Utils.closeQuietly(admin, "shared admin client");
            throw e;
        }
    }

    private static RecordRefresh refresh(
            WorkerSettings settings, Duration retention, RefreshedConfigStore configs) {
        Names names = settings.names();
        return new RecordRefresh(
                new RecordRefresh.Topics(
                        names.connectConfigTopic(),
                        names.connectOffsetTopic(),
                        names.connectStatusTopic()),
                retention,
                settings.kafka().clientProperties(),
                configs);
    }

    private static ConnectorNaming naming(WorkerSettings settings) {
        return new ConnectorNaming(settings.names().prefix());
    }

    private static HeartbeatTopics heartbeats(WorkerSettings settings) {
        return new HeartbeatTopics(settings.kafka(), settings.names(), settings.recordRetention());
    }

    /** Completes when the worker has read its topics and joined its group. */
    CompletableFuture<Void> whenReady() {
        return ready;
    }

    /** Completes with the cause when the herder ends by an error; never when it is stopped. */
    CompletableFuture<Throwable> whenFailed() {
        return failure;
    }

    /**
     * Wakes a herder that still waits for its topics: Connect's own stop would wait for that wait
     * to end.
     */
    void interruptStart() {
        Thread thread = workThread;
        if (thread != null && !ready.isDone()) {
            thread.interrupt();
        }
    }

    @Override
    public void run() {
        workThread = Thread.currentThread();
        try {
            super.run();
        } catch (ProcessGuard.ExitRefusedException e) {
            Throwable cause = lastError;
            failure.complete(cause == null ? e : cause);
        } finally {
            workThread = null;
        }
    }

    @Override
    protected void startServices() {
        recordingErrors(super::startServices);
    }

    @Override
    public void tick() {
        recordingErrors(super::tick);
    }

    @Override
    public void halt() {
        recordingErrors(super::halt);
    }

    @Override
    protected void ready() {
        super.ready();
        ready.complete(null);
        if (refresh != null) {
            refresh.start();
        }
    }

    /** Whether this worker leads its group, as of the last rebalance. */
    boolean leads() {
        return leading;
    }

    /** Why Connect's topics can't be written anew before they forget; empty where they can. */
    Optional<String> refreshTrouble() {
        return refresh == null ? Optional.empty() : refresh.trouble();
    }

    /** The settings of connectors. */
    StoredConnectors stored() {
        return stored;
    }

    /** Why the database of a connector for Postgres can't be connected to; empty where it can. */
    String databaseRefusal(String connector) {
        return slot.driver().refusal(stored.named(connector));
    }

    /** The replication slots of connectors, where this worker leads; takes no time. */
    List<ConnectorSlot> slots() {
        return leading ? slots.slots() : List.of();
    }

    private Map<String, Map<String, String>> postgresConnectors() {
        Map<String, Map<String, String>> all = stored.all();
        all.values().removeIf(config -> !PostgresDriver.isFor(config));
        return all;
    }

    /** Drops the replication slot of a connector, where nobody reads from it. */
    SlotDrop dropSlot(String connector) {
        return slot.drop(stored.settings(connector));
    }

    @Override
    protected void rebalanceSuccess() {
        super.rebalanceSuccess();
        leading = isLeader();
        if (refresh != null) {
            refresh.lead(leading);
        }
    }

    @Override
    public void stop() {
        if (refresh != null) {
            refresh.close();
        }
        super.stop();
    }

    /** POST and PUT end here; a deletion has no settings. */
    @Override
    public void putConnectorConfig(
            String connName,
            Map<String, String> config,
            @Nullable TargetState targetState,
            boolean allowReplace,
            Callback<Created<ConnectorInfo>> callback) {
        Optional<String> missing = missing(connName, config);
        if (missing.isPresent()) {
            callback.onCompletion(new BadRequestException(missing.get()), null);
        } else {
            super.putConnectorConfig(connName, config, targetState, allowReplace, callback);
        }
    }

    /**
     * PATCH has a way of its own in Connect, which begins where the settings are merged: on the
     * herder's thread, which mustn't wait for topics. So they are merged here as well, by the
     * leader, who is the one that changes them.
     */
    @Override
    public void patchConnectorConfig(
            String connName,
            Map<String, String> configPatch,
            Callback<Created<ConnectorInfo>> callback) {
        Map<String, String> before = leading ? stored.config(connName) : null;
        Optional<String> missing =
                before == null
                        ? Optional.empty()
                        : missing(connName, ConnectUtils.patchConfig(before, configPatch));
        if (missing.isPresent()) {
            callback.onCompletion(new BadRequestException(missing.get()), null);
        } else {
            super.patchConnectorConfig(connName, configPatch, callback);
        }
    }

    private Optional<String> missing(String connName, @Nullable Map<String, String> config) {
        if (config == null) {
            return Optional.empty();
        }
        try {
            Map<String, String> named = new HashMap<>(config);
            named.put("name", connName);
            return provisioning.missing(connName, stored.named(named));
        } catch (KafkaException wrong) {
            // The validation that follows says what is wrong with the settings.
            return Optional.empty();
        }
    }

    /** Every way of creating, changing and validating a connector's configuration ends here. */
    @Override
    public void validateConnectorConfig(
            Map<String, String> config, Callback<ConfigInfos> callback, boolean doLog) {
        super.validateConnectorConfig(
                config,
                callback.chainStaging(
                        (error, found) ->
                                callback.onCompletion(
                                        error,
                                        found == null
                                                ? null
                                                : validation.complete(
                                                        stored.resolved(config), found))),
                doLog);
    }

    private void recordingErrors(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            lastError = e;
            throw e;
        }
    }
}
