// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.peers.Peers;
import dev.bottledwater.peers.link.PeerHttp;
import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.RefusedException;
import dev.bottledwater.server.web.Route;
import dev.bottledwater.server.web.RoutedRequest;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Where other instances of the app bring what they have to say, if they can reach this one. It has
 * no password: what isn't sealed with the app's secret is refused, and what is brought twice does
 * nothing.
 */
final class PeerRoute {
    private static final int FORBIDDEN = 40300;
    private static final int UNAVAILABLE = 50300;

    /** Whoever can reach the port may send: what is read at a time has to fit into a small dyno. */
    static final int MOST_AT_A_TIME = 16;

    private final Supplier<Optional<Peers>> peers;
    private final Semaphore room = new Semaphore(MOST_AT_A_TIME);

    private PeerRoute(Supplier<Optional<Peers>> peers) {
        this.peers = peers;
    }

    /**
     * @param peers empty until this process has joined
     */
    static Route of(Supplier<Optional<Peers>> peers) {
        return Route.open("POST", PeerHttp.PATH, new PeerRoute(peers)::take);
    }

    private void take(RoutedRequest request) throws IOException {
        if (!room.tryAcquire()) {
            throw RefusedException.generic(
                    UNAVAILABLE,
                    "%d others are being heard. Use the topic.".formatted(MOST_AT_A_TIME));
        }
        try {
            hear(request);
        } finally {
            room.release();
        }
    }

    private void hear(RoutedRequest request) throws IOException {
        byte[] bytes = request.exchange().body(Peers.LARGEST_RECORD);
        var joined =
                peers.get()
                        .orElseThrow(
                                () ->
                                        RefusedException.generic(
                                                UNAVAILABLE, "This instance is still starting."));
        if (!joined.hear(bytes)) {
            throw RefusedException.generic(
                    FORBIDDEN, "Only instances of this app, which have its BW_SECRET, talk here.");
        }
        request.exchange().answer(Answer.empty(204));
    }
}
