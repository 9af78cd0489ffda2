// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server$;
import kafka.server.SharedServer;

import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.common.MetadataVersion;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One run of a combined broker and controller. It is put together from the parts of Kafka's own
 * {@code KafkaRaftServer}, because that one ends the whole JVM when something goes wrong, such as a
 * port in use; here a fault becomes an exception or a log line.
 */
final class KraftNode {
    private static final Logger LOG = LoggerFactory.getLogger(KraftNode.class);

    private final ControllerServer controller;
    private final BrokerServer broker;

    private KraftNode(ControllerServer controller, BrokerServer broker) {
        this.controller = controller;
        this.broker = broker;
    }

    /**
     * Formats a log directory as {@code kafka-storage format} does; one that is formatted already
     * is left as it is. The metadata version is that of Kafka 3.9, so that the features of Kafka 4
     * that no Heroku broker has (new group protocols, share groups) are off.
     */
    static void format(Path logDirectory) {
        if (Files.exists(logDirectory.resolve("meta.properties"))) {
            return;
        }
        String directory = logDirectory.toString();
        Formatter formatter =
                new Formatter()
                        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                        .setNodeId(BrokerSettings.NODE_ID)
                        .setClusterId(Uuid.randomUuid().toString())
                        .setDirectories(Set.of(directory))
                        .setMetadataLogDirectory(directory)
                        .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                        .setReleaseVersion(MetadataVersion.IBP_3_9_IV0);
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The log directory " + logDirectory + " could not be formatted.", e);
        }
    }

    /** Starts a node and returns once clients can use it. */
    static KraftNode start(Map<String, Object> settings) {
        KafkaConfig config = new KafkaConfig(settings);
        var directories = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        MetaPropertiesEnsemble properties = directories._1();
        SharedServer shared =
                new SharedServer(
                        config,
                        properties,
                        Time.SYSTEM,
                        Server$.MODULE$.initializeMetrics(
                                config, Time.SYSTEM, properties.clusterId().orElseThrow()),
                        CompletableFuture.completedFuture(
                                QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                        List.of(),
                        (name, fatal, action) -> faultHandler(name, action),
                        ServerSocketFactory.INSTANCE);
        KraftNode node =
                new KraftNode(
                        new ControllerServer(
                                shared, KafkaRaftServer.configSchema(), directories._2()),
                        new BrokerServer(shared));
        try {
            // The broker asks the controller's listener for its port.
            node.controller.startup();
            node.broker.startup();
            return node;
        } catch (Throwable failure) {
            try {
                node.stop();
            } catch (RuntimeException another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
    }

    /** Stops the broker, then the controller, which the broker needs for an orderly end. */
    void stop() {
        broker.shutdown();
        broker.awaitShutdown();
        controller.shutdown();
        controller.awaitShutdown();
    }

    private static FaultHandler faultHandler(String name, Runnable action) {
        return (message, cause) -> {
            LOG.error("The embedded broker failed in its {}: {}", name, message, cause);
            action.run();
            return new IllegalStateException(name + ": " + message, cause);
        };
    }
}
