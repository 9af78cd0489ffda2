// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server;

import dev.bottledwater.connect.watch.ConnectorProblem;
import dev.bottledwater.peers.PeerException;
import dev.bottledwater.peers.PeerService;
import dev.bottledwater.peers.Peers;
import dev.bottledwater.server.connect.ConnectorProblems;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What is wrong with the connectors of the whole app. The leader of the workers knows most of it,
 * and each worker sees its own tasks, so every instance asks the others.
 */
final class GroupProblems implements PeerService {
    /** The name under which instances ask each other. */
    static final String SERVICE = "connector-problems";

    private static final Logger LOG = LoggerFactory.getLogger(GroupProblems.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** A look at health or metrics asks nobody more often. */
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Supplier<List<ConnectorProblem>> own;
    private final Supplier<Optional<Peers>> peers;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile List<ConnectorProblem> others = List.of();
    private volatile long askedAt = System.nanoTime() - FRESH.toNanos();

    /**
     * @param own what this instance knows
     * @param peers the link to the others; empty where there is none
     */
    GroupProblems(Supplier<List<ConnectorProblem>> own, Supplier<Optional<Peers>> peers) {
        this.own = own;
        this.peers = peers;
    }

    @Override
    public byte[] answer(String from, byte[] request) {
        return ConnectorProblems.json(own.get()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** All, as the others have said within the last seconds; takes no time. */
    List<ConnectorProblem> known() {
        if (System.nanoTime() - askedAt > FRESH.toNanos() && asking.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("connector-problems")
                    .start(
                            () -> {
                                try {
                                    askOthers();
                                } finally {
                                    asking.set(false);
                                }
                            });
        }
        return merged(own.get(), others);
    }

    /** All, as the others say now; waits for those that don't answer, but not for long. */
    List<ConnectorProblem> asked() {
        askOthers();
        return merged(own.get(), others);
    }

    private void askOthers() {
        Optional<Peers> link = peers.get();
        askedAt = System.nanoTime();
        if (link.isEmpty()) {
            return;
        }
        List<ConnectorProblem> heard = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<ConnectorProblem>>> questions = new ArrayList<>();
            link.get().there().keySet().forEach(peer -> questions.add(() -> ask(link.get(), peer)));
            for (Future<List<ConnectorProblem>> answer : threads.invokeAll(questions)) {
                heard.addAll(answer.get());
            }
            others = List.copyOf(heard);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.debug("Other instances couldn't be asked for their connectors", e);
        }
    }

    private static List<ConnectorProblem> ask(Peers link, String peer) throws InterruptedException {
        try {
            return ConnectorProblems.read(link.ask(peer, SERVICE, new byte[0], TIMEOUT));
        } catch (PeerException | IOException e) {
            LOG.debug("{} doesn't tell of its connectors", peer, e);
            return List.of();
        }
    }

    /** For a moment two workers may take themselves for the leader. */
    private static List<ConnectorProblem> merged(
            List<ConnectorProblem> some, List<ConnectorProblem> others) {
        List<ConnectorProblem> all = new ArrayList<>(some);
        Set<String> known = new HashSet<>();
        some.forEach(problem -> known.add(key(problem)));
        others.stream().filter(problem -> known.add(key(problem))).forEach(all::add);
        return all;
    }

    private static String key(ConnectorProblem problem) {
        return problem.connector() + "\n" + problem.task() + "\n" + problem.warning();
    }
}
