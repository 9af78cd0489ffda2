// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.router;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/** The bytes of one request and its answer, both ways at once, until one side ends it. */
final class Passage {
    private static final int BUFFER = 16 << 10;

    private final Socket client;
    private final Socket dyno;
    private final RouterTimeouts timeouts;
    private volatile long lastFromClient = System.nanoTime();
    private volatile boolean clientLeft;
    private boolean answered;

    Passage(Socket client, Socket dyno, RouterTimeouts timeouts) {
        this.client = client;
        this.dyno = dyno;
        this.timeouts = timeouts;
    }

    /** Whether the client got a part of the answer. */
    boolean answered() {
        return answered;
    }

    /**
     * Passes on what follows the head of the request, and the answer. The client's part goes on
     * until its connection is closed.
     *
     * @param rest the client's stream behind the head
     * @return what went wrong; null for nothing
     */
    @Nullable RouterError run(InputStream rest) {
        Thread.ofVirtual().start(() -> upload(rest));
        return download();
    }

    private void upload(InputStream rest) {
        var buffer = new byte[BUFFER];
        try {
            OutputStream to = dyno.getOutputStream();
            int count;
            while ((count = rest.read(buffer)) >= 0) {
                lastFromClient = System.nanoTime();
                to.write(buffer, 0, count);
            }
            // Clients of HTTP end their side only when they go.
            clientLeft = true;
            dyno.close();
        } catch (IOException _) {
            // The other direction sees the end of either side.
        }
    }

    private @Nullable RouterError download() {
        var buffer = new byte[BUFFER];
        try {
            InputStream from = dyno.getInputStream();
            dyno.setSoTimeout((int) timeouts.firstByte().toMillis());
            while (true) {
                int count;
                try {
                    count = from.read(buffer);
                } catch (SocketTimeoutException _) {
                    if (!answered) {
                        return RouterError.H12;
                    }
                    long idle = System.nanoTime() - lastFromClient;
                    if (idle >= timeouts.idle().toNanos()) {
                        return RouterError.H15;
                    }
                    continue;
                } catch (IOException _) {
                    return broken();
                }
                if (count < 0) {
                    return answered ? null : RouterError.H13;
                }
                try {
                    client.getOutputStream().write(buffer, 0, count);
                } catch (IOException _) {
                    return RouterError.H27;
                }
                if (!answered) {
                    answered = true;
                    dyno.setSoTimeout((int) timeouts.idle().toMillis());
                }
            }
        } catch (IOException _) {
            return broken();
        }
    }

    /** A client that leaves with an answer may have got all of it. */
    private @Nullable RouterError broken() {
        if (clientLeft) {
            return answered ? null : RouterError.H27;
        }
        return answered ? RouterError.H18 : RouterError.H13;
    }
}
