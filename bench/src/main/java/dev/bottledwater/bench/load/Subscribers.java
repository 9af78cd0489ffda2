// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** The connections of push queries, all read by one thread. */
final class Subscribers implements AutoCloseable {
    private static final Duration QUIET = Duration.ofMillis(500);

    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 << 10);
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong begun = new AtomicLong();
    private final Thread thread;
    private volatile Latencies latencies = new Latencies();

    /** Opens them; returns when the head of every answer has come. */
    Subscribers(int port, int count) throws IOException, InterruptedException {
        var request = ByteBuffer.wrap(Connection.request(LoadQueries.PUSH));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open(address);
            channel.write(request.rewind());
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new RowScanner());
        }
        thread = Thread.ofPlatform().daemon().name("subscribers").start(this::read);
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (begun.get() < count) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "only %d of %d subscribers are there".formatted(begun.get(), count));
            }
            Thread.sleep(20);
        }
    }

    /** Waits until nothing has come for a while. */
    void drain(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long last = -1;
        while (rows.get() != last && System.nanoTime() < end) {
            last = rows.get();
            Thread.sleep(QUIET);
        }
    }

    /** Forgets what was measured. */
    void begin() {
        latencies = new Latencies();
        rows.set(0);
    }

    /** Waits for so many rows; false when they don't come. */
    boolean await(long wanted, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (rows.get() < wanted) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }

    /** How long rows took, of all subscribers. */
    Latencies end() throws IOException, InterruptedException {
        close();
        thread.join();
        return latencies;
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read);
            }
        } catch (ClosedSelectorException _) {
            // that is the end
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(SelectionKey key) {
        try {
            buffer.clear();
            int count = ((SocketChannel) key.channel()).read(buffer);
            if (count < 0) {
                System.out.println("         a subscriber's connection was ended");
                key.cancel();
                return;
            }
            long now = System.nanoTime();
            var scanner = (RowScanner) key.attachment();
            buffer.flip();
            boolean first = !scanner.begun();
            scanner.scan(buffer, at -> took(now - at));
            if (first && scanner.begun()) {
                begun.incrementAndGet();
            }
        } catch (IOException e) {
            System.out.println("         a subscriber's connection was lost: " + e.getMessage());
            key.cancel();
        }
    }

    private void took(long nanos) {
        latencies.add(nanos);
        rows.incrementAndGet();
    }

    @Override
    public void close() throws IOException {
        if (!selector.isOpen()) {
            return;
        }
        var keys = java.util.List.copyOf(selector.keys());
        selector.close();
        for (var key : keys) {
            key.channel().close();
        }
    }
}
