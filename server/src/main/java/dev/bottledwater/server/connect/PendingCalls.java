// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.connect;

import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.RefusedException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests that take longer than a router waits. Such a request goes on, its client is told so, and
 * whoever sends the same one again waits on for the first one's answer: what is at work isn't done
 * twice.
 */
final class PendingCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PendingCalls.class);
    private static final int UNAVAILABLE = 50300;

    private final Duration patience;
    private final Duration kept;
    private final Map<Call, CompletableFuture<Answer>> abandoned = new ConcurrentHashMap<>();

    /**
     * @param patience until a client has to have an answer
     * @param kept how long an answer that nobody waited for is kept
     */
    PendingCalls(Duration patience, Duration kept) {
        this.patience = patience;
        this.kept = kept;
    }

    /**
     * What makes requests the same.
     *
     * @param target path and query
     */
    record Call(String method, String target, ByteBuffer body) {
        private boolean reads() {
            return method.equals("GET");
        }

        @Override
        public String toString() {
            return method + " " + target;
        }
    }

    /**
     * Carries a request out, or waits on for one that is being carried out.
     *
     * @param still what is going on meanwhile, as a sentence for the client
     * @throws RefusedException the request's own, or 503 with that sentence when it takes too long
     * @throws IOException the request's own
     */
    Answer answer(Call call, Callable<Answer> work, String still) throws IOException {
        CompletableFuture<Answer> before = abandoned.get(call);
        CompletableFuture<Answer> running = before == null ? start(work) : before;
        try {
            Answer answer = running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            abandoned.remove(call, running);
            return answer;
        } catch (TimeoutException e) {
            if (!call.reads() && abandoned.putIfAbsent(call, running) == null) {
                abandon(call, running);
            }
            throw RefusedException.generic(UNAVAILABLE, still);
        } catch (ExecutionException e) {
            abandoned.remove(call, running);
            switch (e.getCause()) {
                case RuntimeException own -> throw own;
                case IOException own -> throw own;
                case null, default -> throw new IllegalStateException("A request failed.", e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RefusedException.generic(UNAVAILABLE, "The server is stopping.");
        }
    }

    private static CompletableFuture<Answer> start(Callable<Answer> work) {
        CompletableFuture<Answer> running = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("connect-call")
                .start(
                        () -> {
                            try {
                                running.complete(work.call());
                            } catch (Exception | Error e) {
                                running.completeExceptionally(e);
                            }
                        });
        return running;
    }

    private void abandon(Call call, CompletableFuture<Answer> running) {
        LOG.info("{} takes longer than {} s and goes on", call, patience.toSeconds());
        CompletableFuture<?> told =
                running.whenComplete(
                        (answer, failure) -> {
                            LOG.info(
                                    "{}, which took long, ended with {}",
                                    call,
                                    answer == null ? String.valueOf(failure) : answer.status());
                            CompletableFuture.delayedExecutor(kept.toNanos(), TimeUnit.NANOSECONDS)
                                    .execute(() -> abandoned.remove(call, running));
                        });
        LOG.debug("Waiting for {}", told);
    }
}
