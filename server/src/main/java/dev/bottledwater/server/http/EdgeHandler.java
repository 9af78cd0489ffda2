// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.http;

import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.Application;
import dev.bottledwater.wire.ErrorBody;
import dev.bottledwater.wire.WireJson;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Hands each request to the application and ends what the application leaves open. Jetty's threads
 * are few and must not wait: what isn't answered at once goes on, on a virtual thread of its own.
 */
final class EdgeHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeHandler.class);
    private static final int SHUTTING_DOWN = 50303;

    private final Application application;
    private final ChannelUpgrade channels;
    private final Executor threads;
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean refusing;

    /**
     * @param threads where requests wait
     */
    EdgeHandler(Application application, ChannelUpgrade channels, Executor threads) {
        this.application = application;
        this.channels = channels;
        this.threads = threads;
    }

    int active() {
        return active.get() + channels.open();
    }

    void refuse() {
        refusing = true;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        active.incrementAndGet();
        Callback ended = Callback.from(callback, active::decrementAndGet);
        try {
            var exchange = new JettyExchange(request, response, ended, channels);
            if (!refusing && application.mayAnswerAtOnce(exchange)) {
                exchange.gather(() -> answerAtOnce(request, exchange, ended));
            } else {
                threads.execute(() -> serveWaiting(request, exchange, ended));
            }
        } catch (RuntimeException e) {
            broke(request, ended, e);
        }
        return true;
    }

    private void answerAtOnce(Request request, JettyExchange exchange, Callback callback) {
        try {
            Optional<Answer> answer = application.answerAtOnce(exchange);
            if (answer.isPresent()) {
                exchange.answerAtOnce(answer.get(), callback);
            } else {
                threads.execute(() -> serveWaiting(request, exchange, callback));
            }
        } catch (RuntimeException e) {
            broke(request, callback, e);
        }
    }

    private void serveWaiting(Request request, JettyExchange exchange, Callback callback) {
        try {
            serve(exchange);
            if (!exchange.upgraded()) {
                callback.succeeded();
            }
        } catch (IOException e) {
            LOG.debug("The client of {} is gone: {}", request.getHttpURI().getPath(), e.toString());
            callback.failed(e);
        } catch (Exception | Error e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            broke(request, callback, e);
        }
    }

    private static void broke(Request request, Callback callback, Throwable e) {
        LOG.error("A request to {} broke", request.getHttpURI().getPath(), e);
        callback.failed(e);
    }

    private void serve(JettyExchange exchange) throws Exception {
        if (refusing) {
            ErrorBody error = ErrorBody.generic(SHUTTING_DOWN, "The server is stopping.");
            exchange.answer(
                    Answer.json(error.httpStatus(), WireJson.write(error))
                            .with("Connection", "close"));
            return;
        }
        application.serve(exchange);
        if (!exchange.answered()) {
            throw new IllegalStateException("The application answered nothing");
        }
    }
}
