// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.auth;

import dev.bottledwater.server.web.Answer;
import dev.bottledwater.server.web.ByteSink;
import dev.bottledwater.server.web.Caller;
import dev.bottledwater.server.web.Exchange;
import dev.bottledwater.server.web.MessageChannel;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** An exchange that remembers what was answered to whom, and adds headers to it. */
final class TimedExchange implements Exchange {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final Exchange inner;
    private final List<Answer.Header> headers;
    private final long begun = System.nanoTime();
    private Caller caller = new Caller.Nobody();
    private int status;

    /**
     * @param headers of the answer, whatever it is
     */
    TimedExchange(Exchange inner, List<Answer.Header> headers) {
        this.inner = inner;
        this.headers = headers;
    }

    /** The status of the answer; 0 before there is one. */
    int status() {
        return status;
    }

    /** Who asks, as far as it is known. */
    Caller caller() {
        return caller;
    }

    /** It was found out who asks. */
    void identified(Caller known) {
        caller = known;
    }

    long nanos() {
        return System.nanoTime() - begun;
    }

    @Override
    public String method() {
        return inner.method();
    }

    @Override
    public String path() {
        return inner.path();
    }

    @Override
    public Optional<String> query() {
        return inner.query();
    }

    @Override
    public Optional<String> header(String name) {
        return inner.header(name);
    }

    @Override
    public String remoteAddress() {
        return inner.remoteAddress();
    }

    @Override
    public boolean fromLoopback() {
        return inner.fromLoopback();
    }

    @Override
    public byte[] body(int limit) throws IOException {
        return inner.body(limit);
    }

    @Override
    public Optional<byte[]> bodyAtHand() {
        return inner.bodyAtHand();
    }

    @Override
    public InputStream incoming() {
        return inner.incoming();
    }

    @Override
    public void answer(Answer answer) throws IOException {
        inner.answer(given(answer));
    }

    /** Takes note of an answer; returns it with the headers. */
    Answer given(Answer answer) {
        status = answer.status();
        return complete(answer);
    }

    private Answer complete(Answer answer) {
        Answer complete = answer;
        for (Answer.Header header : headers) {
            complete = complete.with(header.name(), header.value());
        }
        return complete;
    }

    @Override
    public ByteSink stream(Answer head) throws IOException {
        status = head.status();
        return inner.stream(complete(head));
    }

    @Override
    public boolean upgrade(MessageChannel.Writer writer) throws IOException {
        boolean upgraded = inner.upgrade(writer);
        if (upgraded) {
            status = SWITCHING_PROTOCOLS;
        }
        return upgraded;
    }

    @Override
    public boolean answered() {
        return inner.answered();
    }

    @Override
    public void onGone(Runnable action) {
        inner.onGone(action);
    }
}
