// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A router like Heroku's: each request goes to a web dyno chosen at random, with {@code
 * X-Forwarded-*} and {@code X-Request-Id}, and its answer comes back as it comes. Bodies are
 * streamed both ways, and WebSocket works. What fails is answered with 503, and told with Heroku's
 * codes by {@link #log()}. A connection carries one request.
 */
public final class HerokuRouter implements AutoCloseable {
    private final Supplier<List<Backend>> backends;
    private final RouterTimeouts timeouts;
    private final ServerSocket server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RoutedRequest> log = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private HerokuRouter(Supplier<List<Backend>> backends, RouterTimeouts timeouts)
            throws IOException {
        this.backends = backends;
        this.timeouts = timeouts;
        this.server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /**
     * Starts one on a free port of 127.0.0.1.
     *
     * @param backends the web dynos that are up; asked at each request
     */
    public static HerokuRouter start(Supplier<List<Backend>> backends) {
        return start(backends, RouterTimeouts.heroku());
    }

    /** The same with other time limits. */
    public static HerokuRouter start(Supplier<List<Backend>> backends, RouterTimeouts timeouts) {
        try {
            return new HerokuRouter(backends, timeouts);
        } catch (IOException e) {
            throw new UncheckedIOException("The router can't listen.", e);
        }
    }

    /** Where clients find the app. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** What became of the requests, in the order in which they ended. */
    public List<RoutedRequest> log() {
        return List.copyOf(log);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException _) {
                // It was closed, or a client was gone at once.
            }
        }
    }

    private void serve(Socket client) {
        open.add(client);
        try (client) {
            client.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(client.getInputStream());
            @Nullable RequestHead head;
            try {
                head = RequestHead.read(in);
            } catch (IOException e) {
                answer(client, "400 Bad Request", String.valueOf(e.getMessage()));
                return;
            }
            if (head != null) {
                route(client, in, head);
            }
        } catch (IOException _) {
            // The client is gone.
        } finally {
            open.remove(client);
        }
    }

    private void route(Socket client, InputStream in, RequestHead head) throws IOException {
        long began = System.nanoTime();
        var id =
                head.value("x-request-id")
                        .filter(given -> given.matches("[A-Za-z0-9-]{20,200}"))
                        .orElseGet(() -> UUID.randomUUID().toString());
        var up = new ArrayList<>(backends.get());
        Collections.shuffle(up);
        @Nullable RouterError error = up.isEmpty() ? RouterError.H10 : RouterError.H21;
        @Nullable String dyno = null;
        boolean answered = false;
        for (var backend : up) {
            try (var socket = new Socket()) {
                socket.connect(backend.address(), (int) timeouts.connect().toMillis());
                open.add(socket);
                dyno = backend.name();
                socket.setTcpNoDelay(true);
                var address = client.getInetAddress().getHostAddress();
                var passage = new Passage(client, socket, timeouts);
                error = RouterError.H13;
                socket.getOutputStream().write(head.forwarded(address, server.getLocalPort(), id));
                error = passage.run(in);
                answered = passage.answered();
                break;
            } catch (IOException _) {
                if (dyno != null) {
                    break;
                }
                // It took no connection: another one may.
            } finally {
                open.removeIf(Socket::isClosed);
            }
        }
        log.add(
                new RoutedRequest(
                        id,
                        head.method(),
                        head.target(),
                        dyno,
                        error,
                        Duration.ofNanos(System.nanoTime() - began)));
        if (error != null && !answered && error != RouterError.H27) {
            answer(
                    client,
                    "503 Service Unavailable",
                    "Application error: " + error + " " + error.description());
        }
    }

    private static void answer(Socket client, String status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        var head =
                "HTTP/1.1 %s\r\nServer: Heroku\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
                        .formatted(status, body.length);
        var out = client.getOutputStream();
        out.write(head.getBytes(UTF_8));
        out.write(body);
        out.flush();
        client.shutdownOutput();
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            server.close();
            for (var socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The router can't be closed.", e);
        }
        threads.shutdownNow();
    }
}
