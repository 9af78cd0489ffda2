// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.database;

import dev.bottledwater.connect.postgres.ConnectorDatabase;
import dev.bottledwater.connect.postgres.ConnectorSlot;
import dev.bottledwater.connect.postgres.SlotLag;
import dev.bottledwater.platform.DatabaseSettings;
import dev.bottledwater.platform.Settings;

import org.jspecify.annotations.Nullable;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All replication slots that the app has to do with: those of the database of {@code DATABASE_URL},
 * whoever they belong to, and those of connectors for other databases, which the instance knows
 * that leads Connect's workers. Never waits.
 */
public final class AppSlots implements Supplier<List<SlotLag>> {
    private final @Nullable DatabaseSettings database;
    private final @Nullable ReplicationSlots own;
    private final Supplier<List<ConnectorSlot>> connectors;

    /**
     * @param connectors the slots of connectors, as far as this process looks after them
     */
    public AppSlots(Settings settings, Supplier<List<ConnectorSlot>> connectors) {
        this(
                settings.database().orElse(null),
                settings.database()
                        .map(
                                url ->
                                        new ReplicationSlots(
                                                url,
                                                new PluginDriver(settings.pluginPath()),
                                                InstantSource.system()))
                        .orElse(null),
                connectors);
    }

    AppSlots(
            @Nullable DatabaseSettings database,
            @Nullable ReplicationSlots own,
            Supplier<List<ConnectorSlot>> connectors) {
        this.database = database;
        this.own = own;
        this.connectors = connectors;
    }

    @Override
    public List<SlotLag> get() {
        List<SlotLag> all = new ArrayList<>(own == null ? List.of() : own.lags());
        // Two connectors may have one slot by mistake.
        Set<String> known = new HashSet<>();
        for (ConnectorSlot slot : connectors.get()) {
            if (!isOwn(slot.database()) && known.add(slot.lag().key())) {
                all.add(slot.lag());
            }
        }
        return all;
    }

    private boolean isOwn(ConnectorDatabase other) {
        DatabaseSettings url = database;
        return url != null
                && other.host().equals(url.host())
                && other.port().equals(Integer.toString(url.port()))
                && other.name().equals(url.database());
    }
}
