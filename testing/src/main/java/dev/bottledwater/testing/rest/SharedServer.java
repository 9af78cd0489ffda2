// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.rest;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one live server of a run: started when the first case needs it, used by one case at a time,
 * closed by whoever made this. Thread-safe.
 */
public final class SharedServer implements AutoCloseable {
    private final @Nullable LiveServerStarter starter;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Bench bench;

    private SharedServer(@Nullable LiveServerStarter starter) {
        this.starter = starter;
    }

    /** What a case works with. */
    record Bench(LiveServer server, RestApi api, TestTopics topics) {}

    /** A run without a server: cases that need one are skipped. */
    public static SharedServer none() {
        return new SharedServer(null);
    }

    /** The server of the class path, if there is one. */
    public static SharedServer fromClassPath() {
        return new SharedServer(
                ServiceLoader.load(LiveServerStarter.class).findFirst().orElse(null));
    }

    /** Whether cases that need a server can be run. */
    public boolean available() {
        return starter != null;
    }

    /**
     * Runs one case.
     *
     * @throws IllegalStateException when the server doesn't start
     */
    <T> List<T> use(Case<T> work) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            return work.run(open());
        } finally {
            lock.unlock();
        }
    }

    /** What is done with the server. */
    interface Case<T> {
        List<T> run(Bench bench) throws InterruptedException;
    }

    private Bench open() throws InterruptedException {
        var opened = bench;
        if (opened == null) {
            if (starter == null) {
                throw new IllegalStateException("There is no server to test with.");
            }
            var server = starter.start();
            var api = new RestApi(server.url());
            opened = new Bench(server, api, TestTopics.open(server.kafkaProperties()));
            bench = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            var opened = bench;
            if (opened != null) {
                bench = null;
                opened.topics().close();
                opened.api().close();
                opened.server().close();
            }
        } finally {
            lock.unlock();
        }
    }
}
