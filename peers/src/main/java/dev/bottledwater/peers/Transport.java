// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import dev.bottledwater.peers.link.PeerHttp;
import dev.bottledwater.peers.link.PeerLink;
import dev.bottledwater.peers.message.Assembly;
import dev.bottledwater.peers.message.Message;
import dev.bottledwater.peers.message.Piece;
import dev.bottledwater.peers.message.Seal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Seals messages and carries them: straight to whoever has said a URL, by the topic to all others
 * and where the straight way fails. Opens what comes either way, each message once. Thread-safe.
 */
final class Transport implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transport.class);

    private final String self;
    private final Seal seal;
    private final PeerLink topic;
    private final PeerHttp direct;
    private final Presence presence;
    private final Assembly assembly;
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder heardBytes = new LongAdder();
    private final LongAdder sentDirectly = new LongAdder();
    private final LongAdder heardDirectly = new LongAdder();
    private final LongAdder unsealed = new LongAdder();
    private volatile Receiver receiver = (_, _) -> {};

    /** Takes messages of others, on several threads at a time. */
    @FunctionalInterface
    interface Receiver {
        /**
         * @param key which of the secrets it was sealed with
         */
        void take(Message message, int key);
    }

    Transport(String self, Seal seal, PeerLink topic, Presence presence, Clock clock) {
        this.self = self;
        this.seal = seal;
        this.topic = topic;
        this.direct = new PeerHttp(clock);
        this.presence = presence;
        this.assembly = new Assembly(clock);
    }

    /**
     * Begins to hear.
     *
     * @param connected called whenever the topic can be used (again)
     */
    void start(Receiver to, Runnable connected) {
        receiver = to;
        topic.start(
                bytes -> {
                    heardBytes.add(bytes.length);
                    open(bytes).ifPresent(this::take);
                },
                connected);
    }

    PeerLink.State state() {
        return topic.state();
    }

    PeerTraffic traffic(long asked, long unanswered, long served) {
        return new PeerTraffic(
                asked,
                unanswered,
                served,
                sentBytes.sum(),
                heardBytes.sum(),
                sentDirectly.sum(),
                heardDirectly.sum(),
                unsealed.sum());
    }

    /**
     * Sends, without waiting for it to arrive.
     *
     * @param key the secret's place in the list
     * @param failed called with a sentence when it didn't arrive
     */
    void send(Message message, int key, Consumer<String> failed) {
        try {
            var near = presence.url(message.to()).filter(direct::mayReach);
            for (var piece : Piece.of(message)) {
                byte[] sealed = seal.close(piece, key);
                near.ifPresentOrElse(
                        url -> sendDirectly(url, sealed, failed),
                        () -> sendByTopic(sealed, failed));
            }
        } catch (IllegalArgumentException tooLarge) {
            failed.accept("What is to be sent is too large: %s.".formatted(tooLarge.getMessage()));
        }
    }

    /** What may have arrived is sent once more by the topic: a message is taken once. */
    private void sendDirectly(String url, byte[] sealed, Consumer<String> failed) {
        sentDirectly.add(sealed.length);
        direct.send(url, sealed, () -> sendByTopic(sealed, failed));
    }

    private void sendByTopic(byte[] sealed, Consumer<String> failed) {
        sentBytes.add(sealed.length);
        topic.send(sealed, failed);
    }

    /**
     * Takes what was sent to this process's port.
     *
     * @return false for bytes that no peer has sealed, which are passed over
     */
    boolean hear(byte[] bytes) {
        var opened = open(bytes);
        opened.ifPresent(
                piece -> {
                    heardDirectly.add(bytes.length);
                    take(piece);
                });
        return opened.isPresent();
    }

    private Optional<Seal.Opened> open(byte[] bytes) {
        var opened = seal.open(bytes);
        if (opened.isEmpty()) {
            unsealed.increment();
            LOG.debug("Bytes that no peer has sealed were passed over");
        }
        return opened;
    }

    private void take(Seal.Opened opened) {
        var piece = opened.piece();
        if (piece.to().isEmpty() || piece.to().equals(self)) {
            assembled(piece)
                    .filter(message -> !message.from().equals(self))
                    .ifPresent(message -> receiver.take(message, opened.key()));
        }
    }

    private Optional<Message> assembled(Piece piece) {
        synchronized (assembly) {
            return assembly.add(piece);
        }
    }

    /** Waits a moment for what is under way by the topic, and ends. */
    @Override
    public void close() {
        topic.close();
        direct.close();
    }
}
