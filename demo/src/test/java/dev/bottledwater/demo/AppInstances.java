// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.demo;

import static org.awaitility.Awaitility.await;

import dev.bottledwater.cli.BottledWater;
import dev.bottledwater.cli.serve.EmbeddedServer;
import dev.bottledwater.cli.serve.Server;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.kafka.EmbeddedKafkaOptions;
import dev.bottledwater.platform.ConfigVars;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.server.ServePart;

import org.apache.kafka.clients.admin.Admin;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The instances of one app on a broker, most of them in this process. */
final class AppInstances implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Duration session;
    private final RandomRouter router = new RandomRouter();
    private final List<Server> servers = new ArrayList<>();
    private EmbeddedKafka kafka;

    /**
     * @param session how long Kafka waits for an instance that was killed
     */
    AppInstances(Duration session) {
        this.session = session;
    }

    RandomRouter router() {
        return router;
    }

    /** Starts the broker and instances, and waits until all take statements and know each other. */
    void start(int instances) throws Exception {
        kafka = EmbeddedKafka.launch(EmbeddedKafkaOptions.defaults().withoutStopOnExit());
        for (int i = 0; i < instances; i++) {
            var server =
                    new EmbeddedServer()
                            .start(
                                    Settings.from(ConfigVars.of(configVars(0))),
                                    Set.of(ServePart.KSQL));
            servers.add(server);
            router.add(server.port());
        }
        for (int port : router.ports()) {
            await().atMost(LIMIT)
                    .ignoreExceptions()
                    .until(() -> router.get(port, "/health/ready").statusCode() == 200);
        }
        for (int port : router.ports()) {
            await().atMost(LIMIT).until(() -> hosts(port) == instances);
        }
    }

    private int hosts(int port) throws Exception {
        return RandomRouter.json(router.get(port, "/clusterStatus").body())
                .path("clusterStatus")
                .size();
    }

    private Map<String, String> configVars(int port) {
        var vars = new HashMap<>(kafka.configVars());
        vars.put("PORT", Integer.toString(port));
        vars.put("BW_INSECURE_LOCAL", "true");
        vars.put("BW_SECRET", "none that anybody needs to know");
        // A machine that is busy elsewhere for 2 seconds would leave an instance out of answers.
        vars.put("KSQL_BW_SIBLINGS_PATIENCE_MS", Long.toString(LIMIT.dividedBy(2).toMillis()));
        vars.put("KSQL_KSQL_STREAMS_COMMIT_INTERVAL_MS", "100");
        vars.put("KSQL_KSQL_STREAMS_NUM_STANDBY_REPLICAS", "1");
        vars.put(
                "KSQL_KSQL_STREAMS_CONSUMER_SESSION_TIMEOUT_MS", Long.toString(session.toMillis()));
        vars.put("KSQL_KSQL_STREAMS_CONSUMER_HEARTBEAT_INTERVAL_MS", "1500");
        return vars;
    }

    /** An instance that can be killed, and whose port the others may use instead of Kafka. */
    Process process(int port, Path directory) throws Exception {
        var builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BottledWater.class.getName(),
                        "serve",
                        "--only",
                        "ksql");
        // no variable of whoever runs the tests
        builder.environment().keySet().retainAll(Set.of("PATH", "HOME", "JAVA_HOME"));
        builder.environment().putAll(configVars(port));
        builder.environment().put("BW_ADVERTISED_URL", "http://127.0.0.1:" + port);
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("serve.log").toFile())
                .start();
    }

    /** Runs the SQL client against a URL. */
    SqlServer.Result ksql(URI url, String... arguments) {
        var all = new ArrayList<>(List.of("ksql"));
        all.addAll(List.of(arguments));
        return SqlServer.run(url, all.toArray(String[]::new));
    }

    /** The members that Kafka takes a group to have. */
    Set<String> members(String group) throws Exception {
        return kafka.members(group);
    }

    /** All that the instances have ever told each other. */
    long bytesOfPeers() throws Exception {
        var topic = "_bottled-water-default-peers";
        try (var admin = Admin.create(kafka.adminProperties())) {
            return admin.describeLogDirs(List.of(1)).allDescriptions().get().values().stream()
                    .flatMap(dirs -> dirs.values().stream())
                    .flatMap(dir -> dir.replicaInfos().entrySet().stream())
                    .filter(e -> e.getKey().topic().equals(topic))
                    .mapToLong(e -> e.getValue().size())
                    .sum();
        }
    }

    @Override
    public void close() {
        var ends = servers.stream().map(s -> CompletableFuture.runAsync(s::stop)).toList();
        ends.forEach(CompletableFuture::join);
        router.close();
        kafka.close();
    }
}
