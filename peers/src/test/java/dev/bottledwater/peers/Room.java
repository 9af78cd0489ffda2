// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import dev.bottledwater.peers.link.PeerLink;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Links in memory: what one sends, all hear, on a thread of their own. */
final class Room implements AutoCloseable {
    private final List<Consumer<byte[]>> receivers = new CopyOnWriteArrayList<>();
    private final List<byte[]> said = new ArrayList<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private boolean closed;

    /** Says something to all, as someone who can write to the topic could. */
    synchronized void say(byte[] bytes) {
        said.add(bytes);
        run(() -> receivers.forEach(r -> r.accept(bytes)));
    }

    /** Peers may outlive their room, and say their farewell to nobody. */
    private synchronized void run(Runnable task) {
        if (!closed) {
            thread.execute(task);
        }
    }

    /** Everything that was said. */
    synchronized List<byte[]> said() {
        return List.copyOf(said);
    }

    PeerLink link() {
        return new PeerLink() {
            private Consumer<byte[]> receiver = _ -> {};

            @Override
            public void start(Consumer<byte[]> to, Runnable connected) {
                receiver = to;
                receivers.add(receiver);
                connected.run();
            }

            @Override
            public void send(byte[] bytes, Consumer<String> failed) {
                say(bytes);
            }

            @Override
            public State state() {
                return new State.Connected();
            }

            @Override
            public void close() {
                run(() -> receivers.remove(receiver));
            }
        };
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdownNow();
    }
}
