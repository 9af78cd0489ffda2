// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import dev.bottledwater.peers.PeerException.Reason;
import dev.bottledwater.peers.link.PeerLink;
import dev.bottledwater.peers.link.PeerTopic;
import dev.bottledwater.peers.message.Message;
import dev.bottledwater.peers.message.Message.Outcome;
import dev.bottledwater.peers.message.MessageCodec;
import dev.bottledwater.peers.message.MessageId;
import dev.bottledwater.peers.message.Piece;
import dev.bottledwater.peers.message.Seal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Asks the other processes of an app, and answers them. A request reaches its peer at most once;
 * one without an answer may have been carried out. Everybody hears who is there every few seconds,
 * and who doesn't answer is asked whether it is there, so that a request to a process that is gone
 * fails soon.
 *
 * <p>Who has said a URL is sent to there, and by the topic where that fails; all others by the
 * topic.
 *
 * <p>What it costs on the wire: about 120 bytes per word of presence, and for a request or an
 * answer its compressed size and about 110 bytes. Thread-safe.
 */
public final class Peers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Peers.class);

    /** How often a process says that it is there. */
    public static final Duration ANNOUNCE = Duration.ofSeconds(10);

    /** The longest that is sent at a time, by the topic or to a port, in bytes. */
    public static final int LARGEST_RECORD = Piece.LARGEST + 1024;

    /** Three words of presence may be missing. */
    private static final Duration PATIENCE = Duration.ofSeconds(35);

    /** A service that nobody has: every peer answers, if only that it doesn't know it. */
    private static final String PROBE = "probe";

    private static final int MOST_REQUESTS = 64;

    /** Requests are remembered for as long as they are valid, so that none is taken twice. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final String self;
    private final String url;
    private final Transport transport;
    private final Clock clock;
    private final Presence presence;
    private final Waiting waiting;
    private final Map<String, PeerService> services = new ConcurrentHashMap<>();
    private final Map<MessageId, CompletableFuture<Message.Reply>> pending =
            new ConcurrentHashMap<>();
    private final Semaphore room = new Semaphore(MOST_REQUESTS);
    private final ScheduledExecutorService announcer;
    private boolean closed;
    private final LongAdder asked = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder served = new LongAdder();

    /**
     * @param url where peers can reach this process's port; empty where they can't
     */
    Peers(String self, String url, Seal seal, PeerLink link, Clock clock, Duration announce) {
        this.self = self;
        this.url = url;
        this.clock = clock;
        this.presence = new Presence(clock, PATIENCE);
        this.transport = new Transport(self, seal, link, presence, clock);
        this.waiting = new Waiting(presence, clock, Waiting.Silence.USUAL);
        this.announcer =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("peers-presence").daemon().factory());
        transport.start(this::take, this::announce);
        announcer.scheduleWithFixedDelay(
                this::announce, announce.toMillis(), announce.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Joins the peers that share the topic; returns at once, whether or not the topic is there
     * already.
     */
    public static Peers join(PeerSettings settings) {
        return new Peers(
                settings.self(),
                settings.url(),
                Seal.of(settings.secrets(), settings.topic()),
                new PeerTopic(
                        settings.kafkaClientProperties(), settings.topic(), settings.create()),
                Clock.systemUTC(),
                ANNOUNCE);
    }

    /** This process's name. */
    public String self() {
        return self;
    }

    /** Answers requests to a service from now on; at most one answers each. */
    public void serve(String name, PeerService service) {
        if (services.putIfAbsent(name, service) != null) {
            throw new IllegalStateException("the service " + name + " is there already");
        }
    }

    /** The peers that are there, by name, and when they were last heard; without this process. */
    public Map<String, Instant> there() {
        return presence.there();
    }

    /** What was said and heard so far. */
    public PeerTraffic traffic() {
        return transport.traffic(asked.sum(), unanswered.sum(), served.sum());
    }

    /** Whether what others say arrives. */
    public PeerLink.State state() {
        return transport.state();
    }

    /**
     * Asks a peer and waits for its answer.
     *
     * @param timeout at most 5 minutes
     * @throws PeerException when there is none in time
     */
    public byte[] ask(String peer, String service, byte[] request, Duration timeout)
            throws PeerException, InterruptedException {
        if (timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a timeout of " + timeout);
        }
        asked.increment();
        try {
            return askNow(peer, service, request, timeout);
        } catch (PeerException e) {
            unanswered.increment();
            throw e;
        }
    }

    private byte[] askNow(String peer, String service, byte[] request, Duration timeout)
            throws PeerException, InterruptedException {
        if (presence.url(peer).isEmpty()
                && transport.state() instanceof PeerLink.State.Disconnected(String reason)) {
            throw new PeerException(Reason.NOT_SENT, reason);
        }
        var id = MessageId.random();
        var reply = new CompletableFuture<Message.Reply>();
        pending.put(id, reply);
        try {
            long expiresAt = clock.millis() + timeout.toMillis();
            send(
                    new Message.Request(id, self, peer, service, expiresAt, request),
                    why -> reply.completeExceptionally(new PeerException(Reason.NOT_SENT, why)));
            return answer(peer, waiting.await(peer, reply, timeout, () -> probe(peer)));
        } finally {
            pending.remove(id);
        }
    }

    private void probe(String peer) {
        long expiresAt = clock.millis() + Message.SKEW.toMillis();
        send(
                new Message.Request(MessageId.random(), self, peer, PROBE, expiresAt, new byte[0]),
                why -> LOG.debug("{} wasn't asked whether it is there: {}", peer, why));
    }

    private static byte[] answer(String peer, Message.Reply reply) throws PeerException {
        return switch (reply.outcome()) {
            case ANSWERED -> reply.body();
            case REFUSED -> throw new PeerException(Reason.REFUSED, said(peer, reply));
            case FAILED -> throw new PeerException(Reason.FAILED, said(peer, reply));
        };
    }

    private static String said(String peer, Message.Reply reply) {
        return peer + " says: " + new String(reply.body(), StandardCharsets.UTF_8);
    }

    private void send(Message message, Consumer<String> failed) {
        transport.send(message, 0, failed);
    }

    /** Never after the farewell, which would be forgotten. */
    private synchronized void announce() {
        if (closed) {
            return;
        }
        send(
                new Message.Announcement(MessageId.random(), self, clock.millis(), url),
                why -> LOG.debug("Peers weren't told that {} is there: {}", self, why));
    }

    /**
     * Takes what was sent to this process's port.
     *
     * @return false for bytes that no peer has sealed, which are passed over
     */
    public boolean hear(byte[] bytes) {
        return transport.hear(bytes);
    }

    /**
     * @param key which of the secrets it was sealed with
     */
    private void take(Message message, int key) {
        switch (message) {
            case Message.Announcement m -> {
                if (isFresh(m.sentAt())) {
                    boolean known = presence.isThere(m.from());
                    presence.said(m.from(), m.url());
                    if (!known) {
                        welcome();
                    }
                }
            }
            case Message.Farewell m -> {
                if (isFresh(m.sentAt())) {
                    presence.gone(m.from());
                }
            }
            case Message.Request m -> take(m, key);
            case Message.Reply m -> {
                presence.heard(m.from());
                var asking = pending.get(m.id());
                if (asking != null) {
                    asking.complete(m);
                }
            }
        }
    }

    /** Who has just come shouldn't have to wait until it is time for the next word. */
    private void welcome() {
        try {
            announcer.execute(this::announce);
        } catch (RejectedExecutionException _) {
            LOG.debug("{} has gone itself", self);
        }
    }

    private boolean isFresh(long sentAt) {
        return Math.abs(clock.millis() - sentAt) <= Message.SKEW.toMillis();
    }

    private void take(Message.Request request, int key) {
        if (clock.millis() > request.expiresAt() + Message.SKEW.toMillis()) {
            LOG.debug("An expired request of {} was passed over", request.from());
            return;
        }
        presence.heard(request.from());
        served.increment();
        var service = services.get(request.service());
        if (service == null) {
            reply(
                    request,
                    key,
                    Outcome.REFUSED,
                    "it has no service '%s'".formatted(request.service()));
        } else if (!room.tryAcquire()) {
            reply(
                    request,
                    key,
                    Outcome.REFUSED,
                    "it is busy with %d requests".formatted(MOST_REQUESTS));
        } else {
            Thread.ofVirtual()
                    .name("peers-" + request.service())
                    .start(
                            () -> {
                                try {
                                    serve(service, request, key);
                                } finally {
                                    room.release();
                                }
                            });
        }
    }

    private void serve(PeerService service, Message.Request request, int key) {
        try {
            var body = service.answer(request.from(), request.body());
            if (body.length > MessageCodec.LARGEST / 2) {
                reply(
                        request,
                        key,
                        Outcome.FAILED,
                        "the answer of %,d bytes is too large".formatted(body.length));
            } else {
                reply(request, key, Outcome.ANSWERED, body);
            }
        } catch (Exception e) {
            LOG.debug("A request of {} to {} failed", request.from(), request.service(), e);
            reply(
                    request,
                    key,
                    Outcome.FAILED,
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private void reply(Message.Request request, int key, Outcome outcome, String sentence) {
        reply(request, key, outcome, sentence.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer is sealed with the secret that its asker has. */
    private void reply(Message.Request request, int key, Outcome outcome, byte[] body) {
        transport.send(
                new Message.Reply(request.id(), self, request.from(), outcome, body),
                key,
                why -> LOG.warn("The answer to {} didn't arrive: {}", request.from(), why));
    }

    private synchronized void farewell() {
        closed = true;
        send(
                new Message.Farewell(MessageId.random(), self, clock.millis()),
                why -> LOG.debug("Peers weren't told that {} goes: {}", self, why));
    }

    /** Says goodbye and ends; requests under way have no answer. */
    @Override
    public void close() {
        announcer.shutdownNow();
        farewell();
        transport.close();
        pending.values()
                .forEach(
                        p ->
                                p.completeExceptionally(
                                        new PeerException(
                                                Reason.NO_ANSWER, "This process is stopping.")));
    }
}
