// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import dev.bottledwater.devkit.dyno.Dyno;
import dev.bottledwater.devkit.dyno.DynoState;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Three dynos that can't reach each other, and requests that only the leader of the Connect group
 * can carry out, sent to each of them; also while the leader is killed.
 */
final class SiblingTrial implements AutoCloseable {
    private static final int DYNOS = 3;
    private static final int SERIES = 3;
    private static final Duration BOOT = Duration.ofSeconds(120);
    private static final Duration SETTLING = Duration.ofSeconds(60);

    /** Such as {@code leader='connect-web-1-0d1f0aaa:43391-….}. */
    private static final Pattern LEADER =
            Pattern.compile(
                    "Joined group at generation (\\d+) .*leader(?:Url)?='http://web-(\\d+)-");

    private final App app;
    private final PrintStream out;
    private final Tally tally = new Tally();
    private final List<Rest> rests = new ArrayList<>();

    private SiblingTrial(App app, PrintStream out) {
        this.app = app;
        this.out = out;
    }

    /** Starts the dynos and waits for them. */
    static SiblingTrial start(PrintStream out) throws IOException, InterruptedException {
        // The log of a worker is the only thing that tells who leads.
        var app = new App(Map.of("BW_JAVA_OPTS", "-Dbottledwater.log.others=INFO"));
        var trial = new SiblingTrial(app, out);
        try {
            app.scale(DYNOS);
            return trial;
        } catch (RuntimeException | InterruptedException e) {
            trial.close();
            throw e;
        }
    }

    App app() {
        return app;
    }

    /** What the requests of all parts came to. */
    Tally tally() {
        return tally;
    }

    private ConnectorClient client(int number) {
        var dyno = app.formation().dyno(number);
        var rest = app.dyno(dyno);
        rests.add(rest);
        return new ConnectorClient(rest, dyno::name, tally);
    }

    private ConnectorClient client(Dyno dyno) {
        return client(app.formation().dynos().indexOf(dyno) + 1);
    }

    /** Everything that can be asked, of each dyno. */
    void everyDynoDoesEverything() throws IOException, InterruptedException {
        for (int i = 1; i <= DYNOS; i++) {
            long began = System.nanoTime();
            new RequestMatrix("matrix-" + i, client(i), client(i % DYNOS + 1)).play();
            out.printf("web.%d did everything in %.1f s%n", i, (System.nanoTime() - began) / 1e9);
        }
    }

    /** A connector with as many tasks as there are dynos gets one on each. */
    void tasksAreSpread() throws IOException, InterruptedException {
        var client = client(2);
        var settings = ConnectorClient.source(DYNOS, "spread", Map.of());
        client.expect(201, 409, "POST", "/connectors", ConnectorClient.named("spread", settings));
        client.awaitTasks("spread", DYNOS, "RUNNING");
        Patience.await(
                SETTLING,
                () -> client.workers("spread").size() == DYNOS,
                () -> "The tasks aren't spread.");
        out.println("tasks of one connector run on " + client.workers("spread"));
        client.expect(204, 404, "DELETE", "/connectors/spread", "");
    }

    /** Requests to the others right after the leader was killed. It stays away. */
    void theLeaderIsKilledBetweenRequests() throws IOException, InterruptedException {
        var leader = leader();
        var others = others(leader);
        var first = client(others.getFirst());
        first.expect(
                201,
                409,
                "POST",
                "/connectors",
                ConnectorClient.named(
                        "between", ConnectorClient.source(DYNOS, "between", Map.of())));
        first.awaitTasks("between", DYNOS, "RUNNING");
        leader.kill();
        long killed = System.nanoTime();
        for (int i = 0; i < others.size(); i++) {
            var client = client(others.get(i));
            var version = Integer.toString(i);
            client.expect(
                    200,
                    "PUT",
                    "/connectors/between/config",
                    ConnectorClient.source(DYNOS, "between", Map.of("version", version)));
            out.printf(
                    "the leader %s was killed; %s did what only a leader can %.1f s later%n",
                    leader.name(), others.get(i).name(), (System.nanoTime() - killed) / 1e9);
            client(others.get((i + 1) % others.size())).awaitConfig("between", "version", version);
        }
        client(others.getLast()).awaitTasks("between", DYNOS, "RUNNING");
        out.printf("all tasks ran %.1f s after it%n", (System.nanoTime() - killed) / 1e9);
        first.expect(204, 404, "DELETE", "/connectors/between", "");
    }

    /**
     * Requests of all kinds are under way, several at a time, when the leader is killed. Each must
     * end, with an error that says so or for good; what was said to be done must be done. The
     * leader stays away.
     *
     * @param after when the leader is killed
     */
    void theLeaderIsKilledDuringRequests(Duration after) throws Exception {
        var leader = leader();
        var others = others(leader);
        var series = new ArrayList<Work>();
        for (int i = 0; i < SERIES; i++) {
            var matrix =
                    new RequestMatrix(
                            "during-" + i,
                            client(others.get(i % others.size())),
                            client(others.get((i + 1) % others.size())));
            series.add(matrix::play);
        }
        var running = Together.start(series);
        Thread.sleep(after);
        leader.kill();
        long killed = System.nanoTime();
        running.await("While the leader " + leader.name() + " was killed: ");
        out.printf(
                "the leader %s was killed %.1f s after the start of %d series of requests; all were done %.1f s later%n",
                leader.name(),
                after.toMillis() / 1e3,
                series.size(),
                (System.nanoTime() - killed) / 1e9);
    }

    /** Starts those that were killed. */
    void startAgain() throws InterruptedException {
        for (var dyno : app.formation().dynos()) {
            if (dyno.state() == DynoState.DOWN) {
                dyno.start();
                app.awaitReady(dyno, BOOT);
            }
        }
    }

    /** A piece of work that may fail. */
    private interface Work {
        void run() throws Exception;
    }

    /** Pieces of work on threads of their own. */
    private record Together(ExecutorService threads, List<Future<Void>> running) {
        static Together start(List<Work> works) {
            var threads = Executors.newVirtualThreadPerTaskExecutor();
            Stream<Callable<Void>> tasks =
                    works.stream()
                            .map(
                                    work ->
                                            () -> {
                                                work.run();
                                                return null;
                                            });
            return new Together(threads, tasks.map(threads::submit).toList());
        }

        /** Waits for all, or for the first that fails. */
        void await(String message) throws InterruptedException {
            try {
                for (var future : running) {
                    future.get();
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(message + e.getCause(), e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private List<Dyno> others(Dyno dyno) {
        return up().filter(d -> d != dyno).toList();
    }

    private Stream<Dyno> up() {
        return app.formation().dynos().stream().filter(d -> d.state() == DynoState.UP);
    }

    /** The leader, once all dynos agree about it. */
    private Dyno leader() throws InterruptedException {
        return Patience.find(SETTLING, this::agreed, () -> "The dynos don't agree who leads.");
    }

    private Optional<Dyno> agreed() {
        var said = up().map(SiblingTrial::lastJoin).distinct().toList();
        if (said.size() != 1 || said.getFirst().isEmpty()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(said.getFirst().split(" ")[1]);
        return Optional.of(app.formation().dyno(number)).filter(d -> d.state() == DynoState.UP);
    }

    /** Generation and leader; empty if it hasn't joined. */
    private static String lastJoin(Dyno dyno) {
        return dyno.lastLines(Integer.MAX_VALUE)
                .lines()
                .map(LEADER::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1) + " " + found.group(2))
                .reduce("", (_, last) -> last);
    }

    @Override
    public void close() {
        rests.forEach(Rest::close);
        app.close();
    }
}
