// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.forecast;

import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;
import dev.bottledwater.engine.catalog.CatalogEntry;
import dev.bottledwater.engine.catalog.CatalogListener;
import dev.bottledwater.engine.catalog.CatalogLog;
import dev.bottledwater.engine.catalog.CatalogState;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads the catalog of a cluster once, and writes nothing. */
public final class CatalogReader {
    private CatalogReader() {}

    /**
     * Reads the log to its end.
     *
     * @param config client properties and topic, which must exist
     * @return empty where the log can't be read within the timeout
     */
    public static Optional<CatalogState> read(
            EngineConfig config, TopicNames names, Duration timeout) throws InterruptedException {
        Reading reading = new Reading(new CompletableFuture<>());
        try (CatalogLog log = new CatalogLog(withoutRenewal(config), names, reading)) {
            log.start();
            return Optional.of(reading.known().get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        }
    }

    /** Whoever knows how long the topic keeps records writes its entries anew in time. */
    private static EngineConfig withoutRenewal(EngineConfig config) {
        Map<String, String> properties = new HashMap<>(config.properties());
        properties.remove(EngineConfig.TOPIC_RETENTION);
        return new EngineConfig(
                config.kafkaClientProperties(),
                config.serviceId(),
                config.catalogTopic(),
                config.stateDirectory(),
                properties,
                config.registry(),
                config.connectors(),
                config.peers());
    }

    private record Reading(CompletableFuture<CatalogState> known) implements CatalogListener {
        @Override
        public void replayed(CatalogEntry entry) {
            // The state at the end has it.
        }

        @Override
        public void caughtUp(CatalogState state) {
            known.complete(state);
        }

        @Override
        public void changed(CatalogState before, CatalogState after, CatalogEntry entry) {
            // What comes after the end isn't read.
        }

        @Override
        public void healed(CatalogState before, CatalogState after) {
            known.complete(after);
        }

        @Override
        public void unreadable(String reason) {
            // It is tried again until the time is over.
        }

        @Override
        public void readable() {
            // The end follows.
        }
    }
}
