// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.serve;

import dev.bottledwater.cli.console.CommandFailedException;
import dev.bottledwater.cli.console.ExitCode;
import dev.bottledwater.cli.console.ProgramVersion;
import dev.bottledwater.engine.EngineConfig;
import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.SqlEngine;
import dev.bottledwater.engine.connector.Connectors;
import dev.bottledwater.engine.extension.UserFunctions;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.instance.KafkaSqlEngine;
import dev.bottledwater.engine.registry.HttpSchemaRegistry;
import dev.bottledwater.engine.registry.RegistryServer;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.SchemaRegistrySettings;
import dev.bottledwater.platform.Secret;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;
import dev.bottledwater.server.ServeProcess;
import dev.bottledwater.server.http.EdgeStartException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Starts the real server: gives {@link ServeProcess} the engine on Kafka. */
public final class EmbeddedServer implements Server.Starter {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);

    private final Map<String, String> properties;

    /** The server as its settings say. */
    public EmbeddedServer() {
        this(Map.of());
    }

    /**
     * @param properties server-wide properties of the engine by KSQL's names, for tests
     */
    public EmbeddedServer(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    @Override
    public Server start(Settings settings, Set<ServePart> parts) {
        StateDirectory state = StateDirectory.create();
        ServeProcess process;
        try {
            process =
                    ServeProcess.start(
                            settings,
                            parts,
                            (connectors, peers) ->
                                    open(config(settings, state, connectors, peers), settings),
                            ProgramVersion.text());
        } catch (EdgeStartException taken) {
            state.close();
            throw new CommandFailedException(
                    ExitCode.UNAVAILABLE, String.valueOf(taken.getMessage()), taken);
        }
        return new Server() {
            @Override
            public int port() {
                return process.port();
            }

            @Override
            public void stop() {
                process.close();
                state.close();
            }
        };
    }

    private static SqlEngine open(EngineConfig config, Settings settings) {
        UserFunctions functions =
                UserFunctions.of(BuiltInFunctions.registry(), settings.functionPath());
        functions.loaded().forEach(LOG::info);
        functions.problems().forEach(LOG::warn);
        KafkaSqlEngine engine =
                new KafkaSqlEngine(
                        config,
                        new PlatformNames(settings.names()),
                        new LoggedFailures(),
                        functions.registry());
        engine.start();
        return engine;
    }

    private EngineConfig config(
            Settings settings, StateDirectory state, Connectors connectors, PeerChannel peers) {
        Names names = settings.names();
        return new EngineConfig(
                settings.kafka().clientProperties(),
                names.serviceId(),
                names.logicalTopic(names.catalogTopic()),
                state.path(),
                serverProperties(settings),
                settings.schemaRegistry()
                        .map(EmbeddedServer::registry)
                        .orElseGet(SchemaRegistry::none),
                connectors,
                peers,
                new PlatformTopics(settings));
    }

    private Map<String, String> serverProperties(Settings settings) {
        var all = new HashMap<>(settings.passed().ksql());
        settings.topicRetention()
                .ifPresent(
                        time ->
                                all.put(
                                        EngineConfig.TOPIC_RETENTION,
                                        String.valueOf(time.toMillis())));
        all.putAll(properties);
        return all;
    }

    private static SchemaRegistry registry(SchemaRegistrySettings settings) {
        String userInfo = settings.userInfo().map(Secret::value).orElse(null);
        return new HttpSchemaRegistry(new RegistryServer(settings.urls(), userInfo));
    }
}
