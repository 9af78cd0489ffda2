// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.heroku;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.tls.CertificateRequest;
import dev.bottledwater.devkit.tls.IssuedCertificate;
import dev.bottledwater.devkit.tls.TestCertificates;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Heroku's data API for one cluster and the one call of the platform API that finds it, over TLS,
 * working on an embedded broker with the limits of its plan. Its clients learn of it through config
 * vars. It can fail on demand, and tells what it was asked for.
 *
 * {@snippet :
 * try (EmbeddedKafka kafka = EmbeddedKafka.launch(options.withPlan(HerokuPlan.SHARED));
 *         HerokuStandIn heroku = HerokuStandIn.start(kafka)) {
 *     Map<String, String> environment = heroku.configVars();
 *     heroku.run("heroku kafka:topics:create orders --partitions 3");
 * }
 * }
 */
public final class HerokuStandIn implements AutoCloseable {
    /** What a request must carry. */
    public static final String API_KEY = "HRKU-5b1f0c7e-stand-in";

    private static final String APP = "stand-in";
    private static final String ADDON = "8f1c2f5e-0000-4000-8000-000000000001";
    private static final String ADDON_NAME = "kafka-stand-in";
    private static final String CLUSTER = "/data/kafka/v0/clusters/" + ADDON;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestCertificates authority = TestCertificates.authority("Heroku stand-in CA");
    private final Cluster cluster;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile int failure;

    private HerokuStandIn(EmbeddedKafka kafka) throws IOException {
        cluster = new Cluster(kafka);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls(authority)));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts one for the broker, whose plan it follows. */
    public static HerokuStandIn start(EmbeddedKafka kafka) throws IOException {
        return new HerokuStandIn(kafka);
    }

    private static SSLContext tls(TestCertificates authority) {
        try {
            IssuedCertificate own =
                    authority.issue(
                            CertificateRequest.named("localhost").withDnsNames("localhost"));
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "own", own.privateKey(), new char[0], new Certificate[] {own.certificate()});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JVM can't serve TLS.", e);
        }
    }

    /** The config vars of an app that may use it: key, addresses, authority and the app's name. */
    public Map<String, String> configVars() {
        String host = "localhost:" + server.getAddress().getPort();
        return Map.of(
                "HEROKU_API_KEY", API_KEY,
                "HEROKU_HOST", "https://" + host,
                "HEROKU_DATA_HOST", host,
                "HEROKU_APP_NAME", APP,
                "BW_HEROKU_TRUSTED_CERT", authority.certificatePem());
    }

    /**
     * Carries out a command line of Heroku's Kafka plugin that creates a topic or a group.
     *
     * @throws IllegalStateException when Heroku refuses it
     * @throws IllegalArgumentException for any other command
     */
    public void run(String command) throws ExecutionException, InterruptedException {
        try {
            new HerokuCommandLine(cluster).run(command);
        } catch (Refusal refused) {
            throw new IllegalStateException(command + ": " + refused.getMessage(), refused);
        }
    }

    /** The groups that were created, by their names with the prefix. */
    public Set<String> groups() {
        return cluster.groups();
    }

    /** Each request's method and path, in order. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** From now on every request is answered with this status; 0 ends that. */
    public void failWith(int status) {
        failure = status;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
        cluster.close();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            ObjectNode error = null;
            JsonNode answer = JsonNodeFactory.instance.objectNode();
            try {
                answer = answer(exchange);
            } catch (Refusal refused) {
                status = refused.status();
                error = JsonNodeFactory.instance.objectNode();
                error.put("message", refused.getMessage());
            } catch (ExecutionException | InterruptedException failed) {
                status = 500;
                error = JsonNodeFactory.instance.objectNode().put("message", failed.getMessage());
            }
            byte[] body = JSON.writeValueAsBytes(error == null ? answer : error);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private JsonNode answer(HttpExchange exchange)
            throws IOException, Refusal, ExecutionException, InterruptedException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(request);
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (failure != 0) {
            throw new Refusal(failure, "told to fail");
        }
        if (!("Bearer " + API_KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw new Refusal(401, "Invalid credentials provided.");
        }
        ObjectNode done = JsonNodeFactory.instance.objectNode().put("message", "created");
        return switch (request) {
            case "GET /apps/" + APP + "/addon-attachments" -> attachments();
            case "GET /addons/" + ADDON_NAME ->
                    JsonNodeFactory.instance.objectNode().put("id", ADDON).put("name", ADDON_NAME);
            case "GET " + CLUSTER -> cluster.info();
            case "POST " + CLUSTER + "/topics" -> {
                JsonNode topic = JSON.readTree(body).path("topic");
                JsonNode retention = topic.path("retention_time_ms");
                cluster.createTopic(
                        topic.path("name").asText(),
                        topic.path("partition_count").asInt(),
                        topic.path("compaction").asBoolean(),
                        retention.isNumber() ? Duration.ofMillis(retention.asLong()) : null);
                yield done;
            }
            case "POST " + CLUSTER + "/consumer_groups" -> {
                cluster.createGroup(
                        JSON.readTree(body).path("consumer_group").path("name").asText());
                yield done;
            }
            default -> throw new Refusal(404, "Couldn't find that resource.");
        };
    }

    private static JsonNode attachments() {
        var attachments = JsonNodeFactory.instance.arrayNode();
        for (String name : List.of("DATABASE", "KAFKA")) {
            ObjectNode attachment = attachments.addObject().put("name", name);
            attachment.putObject("app").put("name", APP);
            attachment
                    .putObject("addon")
                    .put(
                            "id",
                            name.equals("KAFKA") ? ADDON : "8f1c2f5e-0000-4000-8000-000000000002")
                    .put("name", name.equals("KAFKA") ? ADDON_NAME : "postgresql-stand-in");
        }
        return attachments;
    }
}
