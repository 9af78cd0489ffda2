// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.sibling.SiblingChannel;
import dev.bottledwater.connect.sibling.SiblingException;
import dev.bottledwater.peers.PeerException;
import dev.bottledwater.peers.Peers;

import java.time.Duration;

/**
 * Connect's workers as peers.
 *
 * @param service which one answers workers
 */
record PeerSiblings(Peers peers, String service) implements SiblingChannel {

    @Override
    public byte[] ask(String worker, byte[] request, Duration timeout)
            throws SiblingException, InterruptedException {
        try {
            return peers.ask(worker, service, request, timeout);
        } catch (PeerException e) {
            throw new SiblingException(
                    switch (e.reason()) {
                        case NOT_SENT, REFUSED -> SiblingException.Kind.NOT_REACHED;
                        case NO_ANSWER -> SiblingException.Kind.NO_ANSWER;
                        case FAILED -> SiblingException.Kind.FAILED;
                    },
                    String.valueOf(e.getMessage()));
        }
    }
}
