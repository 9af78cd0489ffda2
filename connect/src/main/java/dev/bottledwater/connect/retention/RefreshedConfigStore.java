// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.SessionKey;
import org.apache.kafka.connect.runtime.TargetState;
import org.apache.kafka.connect.storage.ClusterConfigState;
import org.apache.kafka.connect.storage.ConfigBackingStore;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.util.ConnectorTaskId;
import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Connect's store of settings in a topic whose records are written anew. No copy is written between
 * this process's own writes of a connector, and copies of what the store has start nothing: Connect
 * itself restarts a connector, and its tasks, whenever it reads a record of theirs.
 */
public final class RefreshedConfigStore implements ConfigBackingStore {
    private final MarkedConverter converter;
    private final ConfigBackingStore store;
    private final ReentrantLock writing = new ReentrantLock();

    /**
     * @param json Connect's converter for its own records
     * @param store makes Connect's store with the converter that it is given
     */
    public RefreshedConfigStore(Converter json, Function<Converter, ConfigBackingStore> store) {
        this.converter = new MarkedConverter(json);
        this.store = store.apply(converter);
    }

    /** Held while anything is written to the topic. */
    ReentrantLock writing() {
        return writing;
    }

    private void write(Runnable step) {
        writing.lock();
        try {
            step.run();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void start() {
        store.start();
    }

    @Override
    public void stop() {
        store.stop();
    }

    @Override
    public ClusterConfigState snapshot() {
        return store.snapshot();
    }

    @Override
    public boolean contains(String connector) {
        return store.contains(connector);
    }

    @Override
    public void putConnectorConfig(
            String connector, Map<String, String> properties, @Nullable TargetState targetState) {
        write(() -> store.putConnectorConfig(connector, properties, targetState));
    }

    @Override
    public void removeConnectorConfig(String connector) {
        write(() -> store.removeConnectorConfig(connector));
    }

    @Override
    public void putTaskConfigs(String connector, List<Map<String, String>> configs) {
        write(() -> store.putTaskConfigs(connector, configs));
    }

    @Override
    public void removeTaskConfigs(String connector) {
        write(() -> store.removeTaskConfigs(connector));
    }

    @Override
    public void refresh(long timeout, TimeUnit unit) throws TimeoutException {
        store.refresh(timeout, unit);
    }

    @Override
    public void putTargetState(String connector, TargetState state) {
        write(() -> store.putTargetState(connector, state));
    }

    @Override
    public void putSessionKey(SessionKey sessionKey) {
        write(() -> store.putSessionKey(sessionKey));
    }

    @Override
    public void putRestartRequest(RestartRequest restartRequest) {
        write(() -> store.putRestartRequest(restartRequest));
    }

    @Override
    public void putTaskCountRecord(String connector, int taskCount) {
        write(() -> store.putTaskCountRecord(connector, taskCount));
    }

    @Override
    public void claimWritePrivileges() {
        store.claimWritePrivileges();
    }

    @Override
    public void putLoggerLevel(String namespace, String level) {
        write(() -> store.putLoggerLevel(namespace, level));
    }

    @Override
    public void setUpdateListener(UpdateListener listener) {
        store.setUpdateListener(new QuietListener(listener, converter));
    }

    /** Called by the store while it reads a record. */
    private record QuietListener(UpdateListener listener, MarkedConverter converter)
            implements UpdateListener {
        @Override
        public void onConnectorConfigRemove(String connector) {
            listener.onConnectorConfigRemove(connector);
        }

        @Override
        public void onConnectorConfigUpdate(String connector) {
            if (!converter.readsCopy()) {
                listener.onConnectorConfigUpdate(connector);
            }
        }

        @Override
        public void onTaskConfigUpdate(Collection<ConnectorTaskId> tasks) {
            if (!converter.readsCopy()) {
                listener.onTaskConfigUpdate(tasks);
            }
        }

        @Override
        public void onConnectorTargetStateChange(String connector) {
            // Connect itself tells of nothing but changes.
            listener.onConnectorTargetStateChange(connector);
        }

        @Override
        public void onSessionKeyUpdate(SessionKey sessionKey) {
            listener.onSessionKeyUpdate(sessionKey);
        }

        @Override
        public void onRestartRequest(RestartRequest restartRequest) {
            listener.onRestartRequest(restartRequest);
        }

        @Override
        public void onLoggingLevelUpdate(String namespace, String level) {
            listener.onLoggingLevelUpdate(namespace, level);
        }
    }
}
