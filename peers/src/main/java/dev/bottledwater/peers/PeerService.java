// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.peers;

/** Answers the requests of peers, on a thread of each request's own. */
@FunctionalInterface
public interface PeerService {

    /**
     * @param from the peer that asks; it has the app's secret
     * @throws Exception which the peer is told of: its message, which must hold no secrets
     */
    byte[] answer(String from, byte[] request) throws Exception;
}
