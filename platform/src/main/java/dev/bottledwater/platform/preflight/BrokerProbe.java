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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        List<BrokerProbe> probes = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<BrokerProbe>> running =
                    servers.stream()
                            .map(server -> threads.submit(() -> probe(server, timeout)))
                            .toList();
            for (Future<BrokerProbe> one : running) {
                probes.add(one.get());
            }
        } catch (ExecutionException unexpected) {
            throw new IllegalStateException("A probe of a broker failed", unexpected.getCause());
        }
        return probes;
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
            return Optional.of("no answer within " + timeout.toMillis() + " ms");
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
