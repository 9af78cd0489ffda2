// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.engine.PeerChannel;
import dev.bottledwater.engine.PeerFailedException;
import dev.bottledwater.peers.PeerException;
import dev.bottledwater.peers.PeerService;
import dev.bottledwater.peers.Peers;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Set;

/** The engines of an app as peers. The engine may come and go while the process lives. */
final class EnginePeers implements PeerChannel, PeerService {
    private final String self;
    private final String name;
    private volatile @Nullable Peers peers;
    private volatile @Nullable Service service;

    /**
     * @param name of the service that answers engines
     */
    EnginePeers(String self, String name) {
        this.self = self;
        this.name = name;
    }

    /** Until then there are no others. */
    void joined(Peers link) {
        peers = link;
    }

    @Override
    public String self() {
        return self;
    }

    @Override
    public boolean isLinked() {
        return peers != null;
    }

    @Override
    public Set<String> peers() {
        var link = peers;
        return link == null ? Set.of() : Set.copyOf(link.there().keySet());
    }

    @Override
    public byte[] ask(String peer, byte[] request, Duration timeout)
            throws PeerFailedException, InterruptedException {
        var link = peers;
        if (link == null) {
            throw new PeerFailedException(
                    PeerFailedException.Reason.NOT_REACHED, "This instance has no link to others.");
        }
        try {
            return link.ask(peer, name, request, timeout);
        } catch (PeerException e) {
            throw new PeerFailedException(
                    switch (e.reason()) {
                        case NOT_SENT -> PeerFailedException.Reason.NOT_REACHED;
                        case NO_ANSWER -> PeerFailedException.Reason.NO_ANSWER;
                        case REFUSED -> PeerFailedException.Reason.REFUSED;
                        case FAILED -> PeerFailedException.Reason.FAILED;
                    },
                    String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void serve(Service answers) {
        service = answers;
    }

    @Override
    public byte[] answer(String from, byte[] request) throws Exception {
        var answers = service;
        if (answers == null) {
            throw new IllegalStateException("its SQL engine is starting");
        }
        return answers.answer(from, request);
    }
}
