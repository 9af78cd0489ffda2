// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.TopicNames;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** An instance that reads a catalog log, and what it was told. */
final class CatalogFollower implements CatalogListener {
    private final EngineConfig config;
    private final CompletableFuture<CatalogState> ready = new CompletableFuture<>();
    final List<String> replayed = new ArrayList<>();
    final List<String> heard = new ArrayList<>();
    volatile CatalogState last = CatalogState.EMPTY;
    volatile String problem = "";

    /** Of the snapshot that was begun from. */
    volatile List<String> commands = List.of();

    CatalogFollower(
            EmbeddedKafka kafka, String topic, Map<String, String> properties, String name) {
        this.config =
                new EngineConfig(
                        kafka.clientProperties().entrySet().stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey, e -> e.getValue().toString())),
                        "test_",
                        topic,
                        Path.of("unused"),
                        properties,
                        name);
    }

    CatalogLog start() {
        var log = new CatalogLog(config, TopicNames.unchanged(), this);
        log.start();
        return log;
    }

    CatalogLog open() {
        var log = start();
        ready.orTimeout(30, TimeUnit.SECONDS).join();
        return log;
    }

    @Override
    public void startedFrom(List<CatalogEntry.Command> known) {
        commands = known.stream().map(CatalogEntry.Command::id).toList();
    }

    @Override
    public void replayed(CatalogEntry entry) {
        replayed.add(entry.command().id());
    }

    @Override
    public void caughtUp(CatalogState state) {
        last = state;
        ready.complete(state);
    }

    @Override
    public void changed(CatalogState before, CatalogState after, CatalogEntry entry) {
        assertThat(before).isEqualTo(last);
        last = after;
        heard.add(entry.command().id());
    }

    @Override
    public void healed(CatalogState before, CatalogState after) {
        assertThat(before).isEqualTo(last);
        last = after;
    }

    @Override
    public void unreadable(String reason) {
        problem = reason;
    }

    @Override
    public void readable() {
        problem = "";
    }
}
