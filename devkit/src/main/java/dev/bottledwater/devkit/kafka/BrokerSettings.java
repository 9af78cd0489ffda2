// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The broker settings of a single KRaft node that is broker and controller at once. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final String CLIENT_LISTENER = "CLIENT";

    private BrokerSettings() {}

    static Map<String, Object> of(
            EmbeddedKafkaOptions options,
            BrokerCertificates certificates,
            Path logDirectory,
            int clientPort,
            int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        network(settings, options.host(), clientPort, controllerPort);
        settings.putAll(certificates.tlsSettings(certificates.broker()));
        settings.put("ssl.client.auth", "required");
        settings.put(
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("allow.everyone.if.no.acl.found", "false");
        settings.put(
                "super.users",
                BrokerCertificates.principal(certificates.broker())
                        + ";"
                        + BrokerCertificates.principal(certificates.superuser()));
        settings.put("log.dirs", logDirectory.toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("log.retention.ms", String.valueOf(options.retention().toMillis()));
        oneNode(settings);
        small(settings);
        settings.putAll(options.brokerSettings());
        return Map.copyOf(settings);
    }

    /** The controller asks for client certificates as well: no door of this broker is open. */
    private static void network(
            Map<String, Object> settings, String host, int clientPort, int controllerPort) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE_ID));
        settings.put(
                "listeners",
                "%s://%s:%d,%s://127.0.0.1:%d"
                        .formatted(
                                CLIENT_LISTENER,
                                host,
                                clientPort,
                                CONTROLLER_LISTENER,
                                controllerPort));
        settings.put(
                "listener.security.protocol.map",
                CLIENT_LISTENER + ":SSL," + CONTROLLER_LISTENER + ":SSL");
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("inter.broker.listener.name", CLIENT_LISTENER);
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    }

    private static void oneNode(Map<String, Object> settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // A lone member need not wait for others to join.
        settings.put("group.initial.rebalance.delay.ms", "0");
    }

    /** Less memory and fewer threads and partitions than a broker of many clients needs. */
    private static void small(Map<String, Object> settings) {
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "2");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "1");
        // 128 MB by default, taken from the heap when the log cleaner starts.
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
    }
}
