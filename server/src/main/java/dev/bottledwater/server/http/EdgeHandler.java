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
import java.util.concurrent.atomic.AtomicInteger;

/** Hands each request to the application and ends what the application leaves open. */
final class EdgeHandler extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeHandler.class);
    private static final int SHUTTING_DOWN = 50303;

    private final Application application;
    private final ChannelUpgrade channels;
    private final AtomicInteger active = new AtomicInteger();
    private volatile boolean refusing;

    EdgeHandler(Application application, ChannelUpgrade channels) {
        this.application = application;
        this.channels = channels;
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
        try {
            var exchange = new JettyExchange(request, response, callback, channels);
            serve(exchange);
            if (!exchange.upgraded()) {
                callback.succeeded();
            }
        } catch (IOException e) {
            LOG.debug("The client of {} is gone: {}", request.getHttpURI().getPath(), e.toString());
            callback.failed(e);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.error("A request to {} broke", request.getHttpURI().getPath(), e);
            callback.failed(e);
        } finally {
            active.decrementAndGet();
        }
        return true;
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
