// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.kafka;

import dev.bottledwater.devkit.files.DataDirectory;
import dev.bottledwater.devkit.net.FreePort;
import dev.bottledwater.devkit.process.ExitHook;
import dev.bottledwater.devkit.tls.TestCertificates;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.quota.ClientQuotaAlteration;
import org.apache.kafka.common.quota.ClientQuotaEntity;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * A Kafka broker in this JVM that looks like Apache Kafka on Heroku: TLS with client certificates
 * only, a broker certificate that names no host, the ACLs of a {@link HerokuPlan}, and no topic
 * creation on first write. Its clients learn of it through config vars and nothing else.
 *
 * <p>It can be stopped and started again on the same port with the same data, which is how a test
 * makes it unreachable for a while.
 *
 * {@snippet :
 * try (EmbeddedKafka kafka = EmbeddedKafka.launch()) {
 *     Map<String, String> environment = kafka.configVars();
 *     kafka.stop();
 *     kafka.start();
 * }
 * }
 */
public final class EmbeddedKafka implements AutoCloseable {
    /** Attempts to find two ports that nobody takes between the choice and the bind. */
    private static final int BIND_ATTEMPTS = 5;

    private final EmbeddedKafkaOptions options;
    private final DataDirectory directory;
    private final BrokerCertificates certificates;
    private final ExitHook exitHook;
    private int port;
    private @Nullable KraftNode node;
    private boolean closed;

    private EmbeddedKafka(EmbeddedKafkaOptions options) {
        this.options = options;
        this.port = options.port();
        this.certificates = BrokerCertificates.create(options.clientKeyForm());
        this.directory = DataDirectory.of(options.dataDirectory(), "devkit-kafka-");
        this.exitHook = ExitHook.of("devkit-kafka-exit", this::close, options.stopOnExit());
    }

    /** Starts a broker with {@link EmbeddedKafkaOptions#defaults()}. */
    public static EmbeddedKafka launch() {
        return launch(EmbeddedKafkaOptions.defaults());
    }

    /**
     * Starts a broker and returns once clients can use it.
     *
     * @throws IllegalStateException if it can't start, such as with a chosen port that is in use
     */
    public static EmbeddedKafka launch(EmbeddedKafkaOptions options) {
        EmbeddedKafka kafka = new EmbeddedKafka(options);
        try {
            kafka.start();
            kafka.grantPlan();
            return kafka;
        } catch (Throwable failure) {
            kafka.close();
            throw failure;
        }
    }

    /**
     * Starts a stopped broker again on the port it had, with the data it had. Does nothing if it
     * runs.
     *
     * @throws IllegalStateException if it was closed, or can't start
     */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("This broker was closed; launch another one.");
        }
        if (node != null) {
            return;
        }
        Path logs = directory.path().resolve("kafka-logs");
        KraftNode.format(logs);
        Exception failure = null;
        for (int attempt = 1; attempt <= BIND_ATTEMPTS; attempt++) {
            int clientPort = port == 0 ? FreePort.pick() : port;
            int controllerPort = FreePort.pick();
            if (!FreePort.isFree(options.host(), clientPort)) {
                throw new IllegalStateException(
                        "The port %d on %s is in use: choose another one or stop the process that listens on it."
                                .formatted(clientPort, options.host()));
            }
            try {
                node =
                        KraftNode.start(
                                BrokerSettings.of(
                                        options, certificates, logs, clientPort, controllerPort));
                port = clientPort;
                return;
            } catch (Exception e) {
                // Kafka's Scala code throws checked exceptions without declaring them.
                failure = e;
                if (FreePort.isFree(options.host(), clientPort)
                        && FreePort.isFree(controllerPort)) {
                    break;
                }
            }
        }
        throw new IllegalStateException(
                "The embedded broker did not start; its log and the cause say why.", failure);
    }

    /** Stops the broker; its data and port are kept for {@link #start()}. */
    public synchronized void stop() {
        KraftNode running = node;
        if (running == null) {
            return;
        }
        node = null;
        running.stop();
    }

    /** Whether the broker runs. */
    public synchronized boolean running() {
        return node != null;
    }

    /** Stops the broker for good and deletes its data, unless the data directory was chosen. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        exitHook.remove();
        try {
            stop();
        } finally {
            directory.close();
        }
    }

    /** {@code host:port}, for {@code bootstrap.servers}. */
    public synchronized String bootstrapServers() {
        return options.host() + ":" + port;
    }

    /** The authority that the broker trusts, for clients with certificates of their own. */
    public TestCertificates authority() {
        return certificates.authority();
    }

    /** Where the logs are kept. */
    public Path dataDirectory() {
        return directory.path();
    }

    /**
     * The config vars that Heroku sets for an app with this add-on, and no others: {@code
     * KAFKA_URL}, {@code KAFKA_TRUSTED_CERT}, {@code KAFKA_CLIENT_CERT}, {@code
     * KAFKA_CLIENT_CERT_KEY}, and on shared plans {@code KAFKA_PREFIX}.
     */
    public Map<String, String> configVars() {
        Map<String, String> vars = new LinkedHashMap<>();
        vars.put("KAFKA_URL", "kafka+ssl://" + bootstrapServers());
        vars.put("KAFKA_TRUSTED_CERT", certificates.authority().certificatePem());
        vars.put("KAFKA_CLIENT_CERT", certificates.client().certificatePem());
        vars.put("KAFKA_CLIENT_CERT_KEY", certificates.client().keyPem(options.clientKeyForm()));
        if (!options.plan().prefix().isEmpty()) {
            vars.put("KAFKA_PREFIX", options.plan().prefix());
        }
        return Map.copyOf(vars);
    }

    /** What the app may do. */
    public HerokuPlan plan() {
        return options.plan();
    }

    /** The app as ACLs name it. */
    public String principal() {
        return BrokerCertificates.principal(certificates.client());
    }

    /** Kafka client settings of the app's certificate, which may do what the plan allows. */
    public Map<String, Object> clientProperties() {
        return certificates.clientProperties(certificates.client(), bootstrapServers());
    }

    /** Kafka client settings of a super user, for set-up that Heroku's own tools would do. */
    public Map<String, Object> adminProperties() {
        return certificates.clientProperties(certificates.superuser(), bootstrapServers());
    }

    /** Creates a topic as {@link #createTopics} does, with the broker's settings for all else. */
    public void createTopic(String name, int partitions) {
        createTopics(List.of(new NewTopic(name, partitions, (short) 1)));
    }

    /**
     * Creates topics as Heroku's own tools would, and returns once any client sees them.
     *
     * @throws IllegalStateException if one can't be created, such as one that is there
     */
    public void createTopics(List<NewTopic> topics) {
        owner().createTopics(topics);
    }

    /**
     * Deletes topics, and returns once nobody can read or write them.
     *
     * @throws IllegalStateException if one isn't there
     */
    public void deleteTopics(String... names) {
        owner().deleteTopics(Set.of(names));
    }

    /**
     * Makes a topic have so many partitions, and returns once any client sees them.
     *
     * @throws IllegalStateException if it has as many already, or more
     */
    public void addPartitions(String topic, int total) {
        owner().addPartitions(topic, total);
    }

    /**
     * Gives topics settings such as {@code retention.ms}, and returns once the broker has them.
     *
     * @throws IllegalStateException if a topic isn't there, or a setting isn't one
     */
    public void configureTopics(Collection<String> topics, Map<String, String> settings) {
        owner().configure(topics, settings);
    }

    /** Gives or denies rights, and returns once the broker judges by them. */
    public void grant(Collection<AclBinding> acls) {
        owner().grant(acls);
    }

    /** Takes back what {@link #grant} gave or denied, and returns once the broker has done so. */
    public void revoke(AclBindingFilter acls) {
        owner().revoke(acls);
    }

    /**
     * The members that the broker takes a consumer group to have now, by the names that it gave
     * them.
     *
     * @throws ExecutionException with Kafka's own exception where the broker doesn't tell
     */
    public Set<String> members(String group) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(adminProperties())) {
            return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(description -> description.members().stream())
                    .map(MemberDescription::consumerId)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }

    private OwnersChanges owner() {
        return new OwnersChanges(adminProperties());
    }

    /** Shows where the broker listens; no keys. */
    @Override
    public String toString() {
        return "EmbeddedKafka[" + bootstrapServers() + ", " + options.plan() + "]";
    }

    private void grantPlan() {
        grant(options.plan().acls(principal()));
        if (!(options.plan() instanceof HerokuPlan.Shared shared)) {
            return;
        }
        try (Admin admin = Admin.create(adminProperties())) {
            admin.alterClientQuotas(List.of(quotas(shared))).all().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the quotas were set.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "The quotas of " + options.plan() + " could not be set.", e.getCause());
        }
    }

    private ClientQuotaAlteration quotas(HerokuPlan.Shared plan) {
        var user =
                new ClientQuotaEntity(
                        Map.of(ClientQuotaEntity.USER, certificates.client().subject()));
        return new ClientQuotaAlteration(
                user,
                List.of(
                        new ClientQuotaAlteration.Op(
                                "producer_byte_rate", (double) plan.producedBytes()),
                        new ClientQuotaAlteration.Op(
                                "consumer_byte_rate", (double) plan.consumedBytes())));
    }
}
