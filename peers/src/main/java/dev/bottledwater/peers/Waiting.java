// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

import dev.bottledwater.peers.PeerException.Reason;
import dev.bottledwater.peers.message.Message;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waiting for an answer, only for as long as the peer is there. A killed one says no farewell, and
 * its last word may be as recent as that of one that works on the request; so who is silent for a
 * while is probed, and one that doesn't answer that either is gone: the next request to it fails
 * sooner.
 */
final class Waiting {
    /**
     * How long who may be silent.
     *
     * @param unknown one that was never heard: it may have come just now
     * @param known any other, before it is probed; most requests are answered before it
     * @param probed after that. With the time before it no more than Kafka gives a killed member of
     *     a group, and enough for a busy machine
     * @param lost before and after a probe, one that answered no probe and wasn't heard since
     */
    record Silence(Duration unknown, Duration known, Duration probed, Duration lost) {
        static final Silence USUAL =
                new Silence(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(6),
                        Duration.ofSeconds(1));
    }

    private final Presence presence;
    private final Clock clock;
    private final Silence silence;

    /** When those that answered no probe had been heard last. */
    private final Map<String, Instant> lost = new ConcurrentHashMap<>();

    Waiting(Presence presence, Clock clock, Silence silence) {
        this.presence = presence;
        this.clock = clock;
        this.silence = silence;
    }

    /**
     * Waits.
     *
     * @param probing asks the peer for anything at all
     * @throws PeerException when there is no answer in time, or the peer is gone
     */
    Message.Reply await(
            String peer, CompletableFuture<Message.Reply> reply, Duration timeout, Runnable probing)
            throws PeerException, InterruptedException {
        long began = System.nanoTime();
        var received = get(reply, min(timeout, patience(peer)));
        var rest = timeout.minusNanos(System.nanoTime() - began);
        boolean there = presence.isThere(peer);
        while (received.isEmpty() && there && rest.isPositive()) {
            var before = presence.lastHeard(peer);
            probing.run();
            received = get(reply, min(rest, isLost(peer) ? silence.lost() : silence.probed()));
            there = !presence.lastHeard(peer).equals(before);
            if (!there) {
                lost.keySet().removeIf(other -> presence.lastHeard(other).isEmpty());
                before.ifPresent(heard -> lost.put(peer, heard));
            }
            rest = timeout.minusNanos(System.nanoTime() - began);
        }
        if (received.isPresent()) {
            return received.get();
        }
        throw new PeerException(
                Reason.NO_ANSWER, silent(peer, Duration.ofNanos(System.nanoTime() - began)));
    }

    private boolean isLost(String peer) {
        return presence.lastHeard(peer).filter(heard -> heard.equals(lost.get(peer))).isPresent();
    }

    private Duration patience(String peer) {
        if (isLost(peer)) {
            return silence.lost();
        }
        return presence.isThere(peer) ? silence.known() : silence.unknown();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Optional<Message.Reply> get(
            CompletableFuture<Message.Reply> reply, Duration patience)
            throws PeerException, InterruptedException {
        try {
            return Optional.of(reply.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PeerException p
                    ? p
                    : new PeerException(Reason.NOT_SENT, String.valueOf(e.getCause()));
        } catch (TimeoutException _) {
            return Optional.empty();
        }
    }

    private String silent(String peer, Duration waited) {
        Optional<Instant> heard = presence.lastHeard(peer);
        return heard.isEmpty()
                ? "%s isn't there: it was never heard, or has said that it stops.".formatted(peer)
                : "%s has not answered within %d s; it was last heard %d s ago."
                        .formatted(
                                peer,
                                waited.toSeconds(),
                                Duration.between(heard.get(), clock.instant()).toSeconds());
    }
}
