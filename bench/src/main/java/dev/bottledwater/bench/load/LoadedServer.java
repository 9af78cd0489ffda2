// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import dev.bottledwater.bench.trial.ChildProcess;
import dev.bottledwater.bench.trial.Sample;
import dev.bottledwater.devkit.kafka.EmbeddedKafka;
import dev.bottledwater.devkit.net.FreePort;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The real server in a process of its own, with the heap of a small dyno. */
final class LoadedServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String HEAP = "300m";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildProcess child;
    private final BlockingQueue<String> answers;
    private final int port;

    private LoadedServer(ChildProcess child, BlockingQueue<String> answers, int port) {
        this.child = child;
        this.answers = answers;
        this.port = port;
    }

    static LoadedServer start(EmbeddedKafka kafka, Path directory)
            throws IOException, InterruptedException {
        int port = FreePort.pick();
        var vars = new HashMap<String, Object>(kafka.configVars());
        vars.put("PORT", port);
        vars.put("BW_INSECURE_LOCAL", true);
        var server = directory.resolve("server");
        var byHand = directory.resolve("by-hand");
        ChildProcess.writeClient(server, vars);
        ChildProcess.writeClient(byHand, kafka.adminProperties());
        var answers = new LinkedBlockingQueue<String>();
        var child =
                ChildProcess.start(
                        LoadProcess.class,
                        HEAP,
                        List.of(server.toString(), byHand.toString()),
                        line -> {
                            if (line.startsWith(LoadProcess.ANSWER)) {
                                answers.add(line.substring(LoadProcess.ANSWER.length()));
                            } else {
                                System.out.println("         " + line);
                            }
                        });
        var started = new LoadedServer(child, answers, port);
        try {
            started.awaitReady();
        } catch (RuntimeException | IOException | InterruptedException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private void awaitReady() throws IOException, InterruptedException {
        if (!child.awaitReady(PATIENCE)) {
            throw new IllegalStateException("the server doesn't start");
        }
        var ready = HttpRequest.newBuilder(url("/health/ready")).build();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (http.send(ready, BodyHandlers.discarding()).statusCode() != 200) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the server isn't ready");
            }
            Thread.sleep(100);
        }
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    int port() {
        return port;
    }

    /** Carries statements without quotation marks out, queries from the beginning of topics. */
    void execute(String statements) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(url("/ksql"))
                        .header("Content-Type", "application/json")
                        .POST(
                                BodyPublishers.ofString(
                                        "{\"ksql\":\""
                                                + statements
                                                + "\",\"streamsProperties\":{\"auto.offset.reset\":\"earliest\"}}"))
                        .build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(statements + ": " + answer.body());
        }
    }

    /** Starts the lookup by hand in the same process; returns its port. */
    int startByHand() throws InterruptedException {
        return Integer.parseInt(ask(LoadProcess.BY_HAND));
    }

    void endByHand() throws InterruptedException {
        ask(LoadProcess.NO_MORE_BY_HAND);
    }

    Sample measure() throws InterruptedException {
        return Sample.parse(ask(LoadProcess.MEASURE));
    }

    /** How many consumers read the topic of the push queries. */
    int consumers() throws InterruptedException {
        return Integer.parseInt(ask(LoadProcess.CONSUMERS));
    }

    private String ask(char command) throws InterruptedException {
        child.send(command);
        var answer = answers.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (answer == null) {
            throw new IllegalStateException("the server's process doesn't answer");
        }
        return answer;
    }

    @Override
    public void close() {
        http.close();
        child.close();
    }
}
