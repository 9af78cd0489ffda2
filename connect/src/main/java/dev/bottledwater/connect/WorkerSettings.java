// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect;

import dev.bottledwater.connect.declared.DeclaredSettings;
import dev.bottledwater.connect.values.ConfigVarProvider;
import dev.bottledwater.connect.values.DatabaseProvider;
import dev.bottledwater.connect.values.KafkaProvider;
import dev.bottledwater.connect.watch.WatchSettings;
import dev.bottledwater.platform.HerokuSettings;
import dev.bottledwater.platform.KafkaSettings;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.ServeNeeds;
import dev.bottledwater.platform.preflight.TopicNeed;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Everything a Connect worker needs to know.
 *
 * @param kafka how to reach Kafka. Holds secrets
 * @param names the names of the workers' group and of their topics
 * @param pluginPath directories that hold one directory per plugin; may be empty, and may name some
 *     that don't exist
 * @param advertisedName this start's name among its siblings
 * @param overrides worker properties that win over everything derived here. May hold secrets
 * @param values what connectors may name in their settings, by the name of its provider. Holds
 *     secrets
 * @param heroku how to reach Heroku's APIs; null where they aren't to be used
 * @param topicRetention how long topics keep records even when they are compacted; null for ever
 * @param watch how connectors are looked after
 * @param declared where connectors are declared; null where nowhere
 */
public record WorkerSettings(
        KafkaSettings kafka,
        Names names,
        List<Path> pluginPath,
        AdvertisedName advertisedName,
        Map<String, String> overrides,
        Map<String, Map<String, String>> values,
        @Nullable HerokuSettings heroku,
        @Nullable Duration topicRetention,
        WatchSettings watch,
        @Nullable DeclaredSettings declared) {
    /** Kafka's own default. */
    private static final Duration USUAL_RETENTION = Duration.ofDays(7);

    /** Overrides of these would open what must stay closed, or break the way workers are found. */
    private static final Set<String> FIXED =
            Set.of(
                    "bootstrap.servers",
                    "group.id",
                    "config.storage.topic",
                    "offset.storage.topic",
                    "status.storage.topic",
                    "listeners",
                    "admin.listeners",
                    "rest.advertised.host.name",
                    "rest.advertised.port",
                    "rest.extension.classes");

    /**
     * @throws IllegalArgumentException with one sentence that names the wrong setting
     */
    public WorkerSettings {
        pluginPath = List.copyOf(pluginPath);
        overrides = Map.copyOf(overrides);
        values = Map.copyOf(values);
        for (Path directory : pluginPath) {
            if (directory.toString().contains(",")) {
                throw new IllegalArgumentException(
                        "The plugin directory '"
                                + directory
                                + "' has a comma in its name, which Connect's plugin.path can't express.");
            }
        }
        for (String name : new TreeSet<>(overrides.keySet())) {
            if (FIXED.contains(name)) {
                throw new IllegalArgumentException(
                        "The worker property '"
                                + name
                                + "' can't be overridden: it is derived from the process's own settings.");
            }
        }
    }

    /** Without values that connectors may name, and without Heroku's APIs. */
    public WorkerSettings(
            KafkaSettings kafka,
            Names names,
            List<Path> pluginPath,
            AdvertisedName advertisedName,
            Map<String, String> overrides) {
        this(
                kafka,
                names,
                pluginPath,
                advertisedName,
                overrides,
                Map.of(),
                null,
                null,
                WatchSettings.USUAL,
                null);
    }

    /**
     * The settings of a worker of this process, under a name that no other start has.
     *
     * @param settings what the config vars say
     */
    public static WorkerSettings from(Settings settings) {
        return from(settings, AdvertisedName.uniqueFor(settings.dyno()));
    }

    /**
     * The settings of a worker of this process.
     *
     * @param settings what the config vars say
     * @param self a name that no other start has
     */
    public static WorkerSettings from(Settings settings, AdvertisedName self) {
        return new WorkerSettings(
                settings.kafka(),
                settings.names(),
                List.of(settings.pluginPath()),
                self,
                settings.passed().connect(),
                values(settings),
                settings.heroku().orElse(null),
                settings.topicRetention().orElse(null),
                WatchSettings.usual(settings.connectRestart()),
                settings.connectorsDirectory()
                        .map(
                                directory ->
                                        new DeclaredSettings(directory, settings.pruneConnectors()))
                        .orElse(null));
    }

    private static Map<String, Map<String, String>> values(Settings settings) {
        Map<String, String> vars =
                settings.connectorVars().entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        Map.Entry::getKey, entry -> entry.getValue().value()));
        return Map.of(
                ConfigVarProvider.NAME,
                vars,
                DatabaseProvider.NAME,
                settings.database().map(DatabaseProvider::values).orElse(Map.of()),
                KafkaProvider.NAME,
                KafkaProvider.values(settings.kafka(), settings.connectorVars().keySet()));
    }

    /**
     * @return the same with these worker properties put over what is derived
     */
    public WorkerSettings withOverrides(Map<String, String> properties) {
        return new WorkerSettings(
                kafka,
                names,
                pluginPath,
                advertisedName,
                properties,
                values,
                heroku,
                topicRetention,
                watch,
                declared);
    }

    /**
     * @return the same with connectors looked after in another way
     */
    public WorkerSettings withWatch(WatchSettings other) {
        return new WorkerSettings(
                kafka,
                names,
                pluginPath,
                advertisedName,
                overrides,
                values,
                heroku,
                topicRetention,
                other,
                declared);
    }

    /**
     * @return how long topics of connectors are to keep records
     */
    public Duration recordRetention() {
        return topicRetention == null ? USUAL_RETENTION : topicRetention;
    }

    /**
     * @return the topics in which Connect keeps its state, which must be there before a worker
     *     starts
     */
    public List<TopicNeed> topics() {
        return ServeNeeds.connect(names);
    }

    /**
     * @return the configuration of Kafka's distributed worker; holds secrets
     */
    public Map<String, String> toWorkerProperties() {
        return WorkerProperties.of(this);
    }

    /** Names what is set; values that may be secret are left out. */
    @Override
    public String toString() {
        return "WorkerSettings[kafka=%s, names=%s, pluginPath=%s, advertisedName=%s, overrides=%s (values masked), values=%s (masked)]"
                .formatted(
                        kafka,
                        names,
                        pluginPath,
                        advertisedName,
                        new TreeMap<>(overrides).keySet(),
                        values.keySet());
    }
}
