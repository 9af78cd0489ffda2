// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens a plain TCP connection to every broker at once. It tells within seconds what Kafka's own
 * client tells only after a minute and a flood of log lines.
 *
 * @param server {@code host:port} of the broker
 * @param failure why it can't be reached, in a few words; empty where it can
 */
record BrokerProbe(String server, String failure) {

    static List<BrokerProbe> probe(List<String> servers, Duration timeout)
            throws InterruptedException {
        // Names are looked up without a limit of time and can't be interrupted, so a thread that
        // hangs is left behind.
        List<CompletableFuture<BrokerProbe>> running =
                servers.stream()
                        .map(
                                server ->
                                        CompletableFuture.supplyAsync(
                                                () -> probe(server, timeout),
                                                task ->
                                                        Thread.ofVirtual()
                                                                .name("broker-probe")
                                                                .start(task)))
                        .toList();
        long deadline = System.nanoTime() + timeout.toNanos();
        List<BrokerProbe> probes = new ArrayList<>();
        for (int i = 0; i < servers.size(); i++) {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                probes.add(running.get(i).get(left, TimeUnit.NANOSECONDS));
            } catch (TimeoutException silent) {
                probes.add(new BrokerProbe(servers.get(i), silence(timeout)));
            } catch (ExecutionException unexpected) {
                throw new IllegalStateException(
                        "A probe of a broker failed", unexpected.getCause());
            }
        }
        return probes;
    }

    private static String silence(Duration timeout) {
        return "no answer within " + timeout.toMillis() + " ms";
    }

    boolean reachable() {
        return failure.isEmpty();
    }

    private static BrokerProbe probe(String server, Duration timeout) {
        int colon = server.lastIndexOf(':');
        String host = server.substring(0, colon).replaceAll("[\\[\\]]", "");
        int port = Integer.parseInt(server.substring(colon + 1));
        Optional<String> failure = Optional.empty();
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                failure = connect(new InetSocketAddress(address, port), timeout);
                if (failure.isEmpty()) {
                    break;
                }
            }
        } catch (UnknownHostException unknown) {
            failure = Optional.of("unknown host");
        }
        return new BrokerProbe(server, failure.orElse(""));
    }

    private static Optional<String> connect(InetSocketAddress address, Duration timeout) {
        try (Socket socket = new Socket()) {
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            return Optional.empty();
        } catch (SocketTimeoutException silent) {
            return Optional.of(silence(timeout));
        } catch (ConnectException refused) {
            return Optional.of("connection refused");
        } catch (IOException other) {
            return Optional.of(String.valueOf(other.getMessage()));
        }
    }

    @Override
    public String toString() {
        return reachable() ? server : server + " (" + failure + ")";
    }
}
