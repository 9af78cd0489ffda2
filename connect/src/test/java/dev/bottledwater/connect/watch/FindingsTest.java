// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class FindingsTest {
    private final Findings findings = new Findings(Duration.ofSeconds(30));

    private static ConnectorFacts.Part part(int task, String state, String worker) {
        return new ConnectorFacts.Part(task, state, worker, "");
    }

    private static ConnectorFacts source(String state, ConnectorFacts.Part... tasks) {
        return new ConnectorFacts(
                "c", true, part(ConnectorProblem.NO_TASK, state, "web-1:1"), List.of(tasks));
    }

    private List<String> look(ConnectorFacts connector, int second, String... workers) {
        findings.begin();
        var found =
                findings.of(
                        connector,
                        Restarts.Attempts.NONE,
                        workers.length == 0 ? Optional.empty() : Optional.of(Set.of(workers)),
                        _ -> List.of("Create the topic in: heroku kafka:topics:create in"),
                        Instant.EPOCH.plusSeconds(second));
        findings.end();
        return found.stream().map(ConnectorProblem::problem).toList();
    }

    @Test
    void aConnectorWithoutTasksIsToldOfOnceThatLasts() {
        assertThat(look(source("RUNNING"), 0)).isEmpty();
        assertThat(look(source("RUNNING"), 29)).isEmpty();
        assertThat(look(source("RUNNING"), 30))
                .containsExactly("The connector c has had no task for 30 s, so it moves nothing.");
        assertThat(look(source("RUNNING", part(0, "RUNNING", "web-1:1")), 35)).isEmpty();
        assertThat(look(source("RUNNING"), 40)).as("it begins anew").isEmpty();
    }

    @Test
    void oneThatWasToldToStandStillIsNoProblem() {
        look(source("STOPPED"), 0);
        assertThat(look(source("STOPPED"), 100)).isEmpty();
        look(source("PAUSED", part(0, "PAUSED", "gone:1")), 0, "web-1:1");
        assertThat(look(source("PAUSED", part(0, "PAUSED", "gone:1")), 100, "web-1:1")).isEmpty();
    }

    @Test
    void aTaskOnAWorkerThatIsGoneDoesNotRun() {
        var connector = source("RUNNING", part(0, "RUNNING", "web-2:7"));
        assertThat(look(connector, 0, "web-1:1")).isEmpty();
        assertThat(look(connector, 31, "web-1:1"))
                .containsExactly(
                        "Task 0 of the connector c is said to run on web-2:7, which is no longer there.");
        assertThat(look(connector, 32, "web-1:1", "web-2:7")).isEmpty();
        look(connector, 33);
        assertThat(look(connector, 80)).as("the members aren't known").isEmpty();
    }

    @Test
    void aTaskWithoutAWorkerIsToldOf() {
        var connector = source("RUNNING", part(0, "UNASSIGNED", "web-1:1"));
        look(connector, 0);
        assertThat(look(connector, 60))
                .containsExactly("Task 0 of the connector c has had no worker for 60 s.");
    }

    @Test
    void aFailureIsToldOfAtOnceWithItsCauseAndTheNextRestart() {
        findings.begin();
        var found =
                findings.of(
                        source(
                                "RUNNING",
                                new ConnectorFacts.Part(
                                        2,
                                        "FAILED",
                                        "web-1:1",
                                        "a.B: wrapped\nCaused by: a.C: password authentication failed for user \"u\"")),
                        new Restarts.Attempts(3, null, Instant.EPOCH),
                        Optional.empty(),
                        _ -> List.of(),
                        Instant.EPOCH);
        assertThat(found)
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.task()).isEqualTo(2);
                            assertThat(p.problem())
                                    .isEqualTo(
                                            "Task 2 of the connector c failed on web-1:1: password authentication failed for user \"u\".");
                            assertThat(p.remedy()).startsWith("Check database.user");
                            assertThat(p.restarts()).isEqualTo(3);
                            assertThat(p.nextRestart()).isEqualTo(Instant.EPOCH);
                        });
    }

    @Test
    void aSinkThatReadsWhatIsNotThereIsToldOf() {
        var sink =
                new ConnectorFacts(
                        "c",
                        false,
                        part(ConnectorProblem.NO_TASK, "RUNNING", "web-1:1"),
                        List.of(part(0, "RUNNING", "web-1:1")));
        assertThat(look(sink, 0))
                .containsExactly("The connector c reads a topic that isn't there.");
    }

    private List<String> progress(double unwritten, double written, int second) {
        findings.begin();
        var found =
                findings.of(
                        new WatchedConnect.SourceProgress("c", 0, unwritten, written, true),
                        _ -> List.of("Create the topic t: heroku kafka:topics:create t"),
                        Instant.EPOCH.plusSeconds(second));
        findings.end();
        return found.stream().map(ConnectorProblem::toString).toList();
    }

    private List<String> apart(boolean connected, double written, int second, String refusal) {
        findings.begin();
        var found =
                findings.apart(
                        new WatchedConnect.SourceProgress("c", 0, 0, written, connected),
                        _ -> refusal,
                        Instant.EPOCH.plusSeconds(second));
        findings.end();
        return found.stream().map(ConnectorProblem::toString).toList();
    }

    @Test
    void aSourceWhoseDatabaseIsAwayIsToldOfThoughItRuns() {
        assertThat(apart(false, 5, 0, "")).isEmpty();
        assertThat(apart(false, 5, 30, "Connection to db:5432 refused"))
                .containsExactly(
                        "Task 0 of the connector c has had no connection to its database for 30 s: Connection to db:5432 refused. Check database.hostname and database.port, and that the database may be reached from this dyno.");
        assertThat(apart(false, 5, 35, ""))
                .containsExactly(
                        "Task 0 of the connector c has had no connection to its database for 35 s. It tries again by itself; the log says why it fails.");
        assertThat(apart(false, 6, 40, "")).as("it reads after all").isEmpty();
        assertThat(apart(true, 6, 80, "")).isEmpty();
        assertThat(apart(false, 6, 85, "")).as("it begins anew").isEmpty();
    }

    @Test
    void aSourceWhoseRecordsGetNowhereIsToldOf() {
        assertThat(progress(0, 0, 0)).isEmpty();
        assertThat(progress(10, 0, 5)).isEmpty();
        assertThat(progress(10, 0, 35))
                .containsExactly(
                        "Task 0 of the connector c has read records and can't write them since 30 s, because its topic isn't there. Create the topic t: heroku kafka:topics:create t");
        assertThat(progress(10, 7, 40)).as("it goes on").isEmpty();
        assertThat(progress(0, 7, 100)).as("it has nothing to write").isEmpty();
    }
}
