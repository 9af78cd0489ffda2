// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import dev.bottledwater.platform.tls.ServerIdentity;
import dev.bottledwater.server.web.Application;

import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.BindException;
import java.time.Duration;

/**
 * Serves an {@link Application} on one port, HTTP/1.1 and HTTP/2 alike, in clear text or with TLS,
 * on all addresses of both families. Requests that can't be answered at once run on virtual threads
 * of their own.
 */
public final class HttpEdge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);
    private static final int POOL_THREADS = 16;
    private static final Duration POLL = Duration.ofMillis(20);

    private final EdgeSettings settings;
    private final EdgeHandler handler;
    private final Server server;
    private final ServerConnector connector;
    private final @Nullable EdgeCertificate certificate;
    private volatile int port = -1;

    public HttpEdge(EdgeSettings settings, Application application) {
        this.settings = settings;
        QueuedThreadPool pool = new QueuedThreadPool(POOL_THREADS, 2);
        pool.setName("http");
        this.server = new Server(pool);
        this.handler =
                new EdgeHandler(
                        application,
                        new ChannelUpgrade(server, settings.idleTimeout()),
                        VirtualThreads.getNamedVirtualThreadsExecutor("request-"));
        server.setHandler(handler);
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
        HttpConfiguration http = configuration();
        ServerIdentity tls = settings.tls();
        this.certificate = tls == null ? null : new EdgeCertificate(tls, settings.look());
        this.connector =
                new ServerConnector(
                        server,
                        1,
                        1,
                        certificate == null
                                ? EdgeProtocols.clear(http, settings.idleTimeout())
                                : EdgeProtocols.tls(
                                        http, settings.idleTimeout(), certificate.context()));
        connector.setPort(settings.port());
        connector.setIdleTimeout(settings.idleTimeout().toMillis());
        server.addConnector(connector);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRelativeRedirectAllowed(true);
        // KSQL's clients send back-quotes in /status paths as they are, and connectors may have a
        // slash in their names. Routes are found on the path as it was sent, so that neither can
        // lead elsewhere.
        http.setUriCompliance(
                UriCompliance.DEFAULT.with(
                        "bottled-water",
                        UriCompliance.Violation.ILLEGAL_PATH_CHARACTERS,
                        UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        return http;
    }

    /**
     * Binds the port and begins to serve.
     *
     * @throws EdgeStartException when the port can't be had
     */
    public void start() {
        try {
            connector.open();
            server.start();
            port = connector.getLocalPort();
            if (certificate != null) {
                certificate.start();
            }
        } catch (Exception e) {
            close(Duration.ZERO);
            throw new EdgeStartException(sentence(e), e);
        }
        LOG.info("Listening on port {}", port);
    }

    private String sentence(Exception e) {
        if (settings.port() > 0 && bindFailure(e) instanceof BindException bind) {
            return String.valueOf(bind.getMessage()).contains("ermission")
                    ? "Port %d may not be used by this user. Set PORT to one above 1023."
                            .formatted(settings.port())
                    : "Port %d is in use by another process. Stop that one, or set PORT to a free port."
                            .formatted(settings.port());
        }
        return "Port %d can't be served: %s".formatted(settings.port(), e.getMessage());
    }

    private static @Nullable Throwable bindFailure(Exception e) {
        return e instanceof BindException ? e : e.getCause();
    }

    /** The bound port, also after {@link #close()}; -1 before {@link #start()}. */
    public int port() {
        return port;
    }

    /** How many requests are being served. */
    public int activeRequests() {
        return handler.active();
    }

    /** Takes no connections from now on, and refuses requests on those that are open. */
    public void stopAccepting() {
        handler.refuse();
        connector.close();
    }

    /** Stops accepting, gives requests {@code grace} to end, then closes all connections. */
    public void close(Duration grace) {
        stopAccepting();
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            while (handler.active() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(POLL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (certificate != null) {
            certificate.close();
        }
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("The HTTP server didn't stop in order: {}", e.toString());
        }
    }

    /** Closes with a grace of two seconds. */
    @Override
    public void close() {
        close(Duration.ofSeconds(2));
    }
}
