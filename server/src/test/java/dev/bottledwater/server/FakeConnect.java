// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.WorkerState;
import dev.bottledwater.connect.watch.ConnectorProblem;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A Connect that does as tests say. */
final class FakeConnect implements ConnectPort {
    volatile WorkerState running = new WorkerState.Running(URI.create("http://127.0.0.1:1/"));
    volatile List<ConnectorProblem> problems = List.of();
    volatile boolean started;
    volatile int failures;
    volatile Runnable onClose = () -> {};
    final AtomicInteger starts = new AtomicInteger();

    @Override
    public void start() {
        if (starts.incrementAndGet() <= failures) {
            throw new IllegalStateException("Kafka's names can't be resolved.");
        }
        started = true;
    }

    @Override
    public List<ConnectorProblem> problems() {
        return problems;
    }

    @Override
    public List<ConnectorProblem> askForProblems() {
        return problems;
    }

    @Override
    public WorkerState state() {
        return started ? running : new WorkerState.Starting();
    }

    @Override
    public void close() {
        onClose.run();
    }
}
