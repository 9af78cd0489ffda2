// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.cluster;

import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.PeerFailedException;
import dev.bottledwater.engine.PeerFailedException.Reason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The other instances of the engine: asks them, and answers them. Thread-safe. */
public final class Siblings {
    private static final Logger LOG = LoggerFactory.getLogger(Siblings.class);

    /** The server property of {@link #patience}, in milliseconds. */
    public static final String PATIENCE = "bw.siblings.patience.ms";

    public static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(2);

    /** How long one that let us wait isn't waited for again by answers that do without it. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final PeerChannel channel;
    private final Duration patience;
    private final InstantSource clock;

    /** Those that have answered; of others it isn't known whether they run SQL at all. */
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /**
     * When those that gave no answer fell silent: one that was killed is still heard of a while.
     */
    private final Map<String, Instant> silent = new ConcurrentHashMap<>();

    /**
     * @param patience how long an answer that can do without others waits for them
     */
    public Siblings(PeerChannel channel, Duration patience) {
        this(channel, patience, InstantSource.system());
    }

    Siblings(PeerChannel channel, Duration patience, InstantSource clock) {
        this.channel = channel;
        this.patience = patience;
        this.clock = clock;
    }

    /** How long an answer that can do without others waits for them. */
    public Duration patience() {
        return patience;
    }

    /** The name of this instance. */
    public String self() {
        return channel.self();
    }

    /** Whether there could be other instances. */
    public boolean areHeard() {
        return channel.isLinked();
    }

    /** Whether there are other processes now. */
    public boolean areThere() {
        return !channel.peers().isEmpty();
    }

    /**
     * Answers requests on these subjects from now on.
     *
     * @param services by subject; each gets what follows the subject
     */
    public void serve(Map<Subject, PeerChannel.Service> services) {
        var bySubject = new EnumMap<Subject, PeerChannel.Service>(services);
        channel.serve(
                (from, request) -> {
                    var subject =
                            request.length == 0
                                    ? Optional.<Subject>empty()
                                    : Subject.of(request[0]);
                    var service = subject.map(bySubject::get);
                    if (service.isEmpty()) {
                        throw new IllegalArgumentException(
                                "this version of the program doesn't know the request");
                    }
                    isHeard(from);
                    return service.get()
                            .answer(from, Arrays.copyOfRange(request, 1, request.length));
                });
    }

    /**
     * Asks one instance.
     *
     * @throws PeerFailedException when it gives no answer in time
     */
    public byte[] ask(String sibling, Subject subject, byte[] body, Duration timeout)
            throws PeerFailedException, InterruptedException {
        var request = new byte[body.length + 1];
        request[0] = subject.code();
        System.arraycopy(body, 0, request, 1, body.length);
        try {
            var answer = channel.ask(sibling, request, timeout);
            isHeard(sibling);
            return answer;
        } catch (PeerFailedException e) {
            if (e.reason() == Reason.NO_ANSWER) {
                silent.put(sibling, clock.instant());
            }
            throw e;
        }
    }

    private void isHeard(String sibling) {
        known.add(sibling);
        silent.remove(sibling);
    }

    /** Whether an instance has just let somebody wait for nothing. */
    public boolean isSilent(String sibling) {
        var since = silent.get(sibling);
        return since != null && clock.instant().isBefore(since.plus(PAUSE));
    }

    /**
     * Asks all instances at once, and waits {@link #patience} at most; of one that has just given
     * no answer it expects none.
     *
     * @return the answers by instance; empty for one that gave none. Processes that run no SQL
     *     aren't in it.
     */
    public SortedMap<String, Optional<byte[]>> askAll(Subject subject, byte[] body) {
        var peers = channel.peers();
        var answers = new TreeMap<String, Optional<byte[]>>();
        known.retainAll(peers);
        silent.keySet().retainAll(peers);
        peers.stream().filter(known::contains).forEach(p -> answers.put(p, Optional.empty()));
        var threads =
                peers.stream()
                        .filter(peer -> !isSilent(peer))
                        .map(
                                peer ->
                                        Thread.ofVirtual()
                                                .name("ask-" + peer)
                                                .start(() -> ask(peer, subject, body, answers)))
                        .toList();
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
        synchronized (answers) {
            return new TreeMap<>(answers);
        }
    }

    private void ask(
            String peer, Subject subject, byte[] body, SortedMap<String, Optional<byte[]>> into) {
        try {
            var answer = ask(peer, subject, body, patience);
            synchronized (into) {
                into.put(peer, Optional.of(answer));
            }
        } catch (PeerFailedException e) {
            LOG.debug("{} has not answered: {}", peer, e.getMessage());
            if (e.reason() == Reason.FAILED) {
                synchronized (into) {
                    into.put(peer, Optional.empty());
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
