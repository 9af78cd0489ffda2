// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.serve.PlatformNames;
import dev.bottledwater.cli.serve.PlatformTopics;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.catalog.CatalogState;
import dev.bottledwater.engine.extension.UserFunctions;
import dev.bottledwater.engine.forecast.CatalogReader;
import dev.bottledwater.engine.forecast.Forecast;
import dev.bottledwater.engine.forecast.StatementForecast;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.registry.HttpSchemaRegistry;
import dev.bottledwater.engine.registry.RegistryServer;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.serde.Formats;
import dev.bottledwater.engine.serde.SchemaLookup;
import dev.bottledwater.engine.topic.TopicAdmin;
import dev.bottledwater.engine.topic.TopicException;
import dev.bottledwater.engine.topic.TopicSpec;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.TopicNeed;
import dev.bottledwater.sql.error.SqlException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What statements need before they run, planned on top of the catalog and the topics that the app
 * has now.
 *
 * @param retention how long topics keep records where nothing else is said
 */
record StatementNeeds(Settings settings, Duration retention) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    Needs of(Path file, String script) {
        PlatformNames names = new PlatformNames(settings.names());
        String instance = "provision-" + UUID.randomUUID();
        List<String> notes = new ArrayList<>();
        try (TopicAdmin topics =
                new TopicAdmin(settings.kafka().clientProperties(), instance, names)) {
            CatalogState catalog = catalog(topics, names, instance, notes);
            Forecast forecast =
                    StatementForecast.of(script, catalog, topics, forecastSettings(names));
            return needs(forecast, notes);
        } catch (SqlException wrong) {
            throw new CommandFailedException(
                    ExitCode.FAILED,
                    file
                            + wrong.span().map(span -> ", line " + span.line()).orElse("")
                            + ": "
                            + wrong.getMessage()
                            + wrong.hint().map(hint -> " " + hint).orElse(""),
                    wrong);
        } catch (TopicException unknown) {
            throw new CommandFailedException(
                    ExitCode.UNAVAILABLE, String.valueOf(unknown.getMessage()), unknown);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailedException(
                    ExitCode.FAILED, file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The numbers of queries, which are in the names of their topics, follow from it. */
    private CatalogState catalog(
            TopicAdmin topics, PlatformNames names, String instance, List<String> notes) {
        String topic = settings.names().logicalTopic(settings.names().catalogTopic());
        if (topics.describe(topic).isEmpty()) {
            return CatalogState.EMPTY;
        }
        EngineConfig config =
                new EngineConfig(
                        settings.kafka().clientProperties(),
                        settings.names().serviceId(),
                        topic,
                        Path.of(System.getProperty("java.io.tmpdir", "")),
                        settings.passed().ksql(),
                        instance);
        try {
            return CatalogReader.read(config, names, PATIENCE)
                    .orElseGet(
                            () -> {
                                notes.add(
                                        "The app's catalog can't be read now; the statements are planned on an empty"
                                                + " one, and the numbers in the queries' names may be others.");
                                return CatalogState.EMPTY;
                            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException(ExitCode.FAILED, "Interrupted.", e);
        }
    }

    private StatementForecast.Settings forecastSettings(PlatformNames names) {
        SchemaRegistry registry =
                settings.schemaRegistry()
                        .<SchemaRegistry>map(
                                found ->
                                        new HttpSchemaRegistry(
                                                new RegistryServer(
                                                        found.urls(),
                                                        found.userInfo()
                                                                .map(Secret::value)
                                                                .orElse(null))))
                        .orElseGet(SchemaRegistry::none);
        Formats formats = Formats.builtIn(registry);
        return new StatementForecast.Settings(
                settings.names().serviceId(),
                settings.passed().ksql(),
                UserFunctions.of(BuiltInFunctions.registry(), settings.functionPath()).registry(),
                formats,
                new SchemaLookup(formats, registry, names),
                settings.topicRetention().isPresent(),
                retention);
    }

    private Needs needs(Forecast forecast, List<String> notes) {
        List<TopicNeed> topics = new ArrayList<>();
        List<String> groups = new ArrayList<>();
        forecast.topics().forEach(topic -> topics.add(need(topic).withAnyPartitions()));
        for (Forecast.Query query : forecast.queries()) {
            // Kafka Streams refuses internal topics with another number of partitions.
            query.topics().forEach(topic -> topics.add(need(topic)));
            groups.add(query.group());
        }
        List<Needs> all = new ArrayList<>();
        all.add(new Needs(topics, groups, notes));
        forecast.connectors()
                .forEach(
                        (name, config) ->
                                all.add(
                                        NeedsFile.of(
                                                name,
                                                new dev.bottledwater.cli.connect.ConnectorFile(
                                                        name, config),
                                                settings)));
        Names names = settings.names();
        return Needs.all(all, names);
    }

    private TopicNeed need(TopicSpec topic) {
        return PlatformTopics.need(topic.wanted(), retention);
    }
}
