// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.inspect.RunningQueries.PushQuery;
import dev.bottledwater.engine.inspect.RunningQueries.Status;
import dev.bottledwater.engine.result.QueryActivity;
import dev.bottledwater.engine.result.QueryActivity.Progress;
import dev.bottledwater.engine.result.QueryActivity.Task;
import dev.bottledwater.engine.result.QueryMetrics.Traffic;
import dev.bottledwater.engine.result.Restoration;
import dev.bottledwater.engine.result.StatementResult.QueryError;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class ClusterViewTest {
    private static final QueryError ERROR = new QueryError(7, "no such topic", "USER");

    @Test
    void anErrorAnywhereIsTheStateOfAll() {
        var view = view("RUNNING", "ERROR", "RUNNING");

        assertThat(view.state("Q")).isEqualTo("ERROR");
        assertThat(view.counts("Q"))
                .containsExactly(Map.entry("RUNNING", 2), Map.entry("ERROR", 1));
        assertThat(view.states("Q"))
                .containsExactly(
                        Map.entry("i0", "RUNNING"),
                        Map.entry("i1", "ERROR"),
                        Map.entry("i2", "RUNNING"));
    }

    @Test
    void anInstanceThatDoesNotAnswerIsToldOf() {
        var view = view("RUNNING", "");

        assertThat(view.state("Q")).isEqualTo("UNRESPONSIVE");
        assertThat(view.counts("Q"))
                .containsExactly(Map.entry("RUNNING", 1), Map.entry("UNRESPONSIVE", 1));
    }

    @Test
    void aQueryThatAnInstanceDoesNotKnowYetDoesNotRunThere() {
        assertThat(view("RUNNING").counts("OTHER")).containsExactly(Map.entry("NOT_RUNNING", 1));
    }

    private static ClusterView view(String... states) {
        var instances = new LinkedHashMap<String, Optional<InstanceStatus>>();
        for (int i = 0; i < states.length; i++) {
            instances.put(
                    "i" + i,
                    states[i].isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new InstanceStatus(
                                            Map.of("Q", new Status(states[i], List.of(), null)),
                                            List.of())));
        }
        return new ClusterView(instances);
    }

    @Test
    void aStatusIsReadAsItWasWritten() {
        var status =
                new InstanceStatus(
                        Map.of("Q", new Status("ERROR", List.of(ERROR), null)),
                        List.of(new PushQuery("transient_1", "SELECT 'ä' …;")));

        assertThat(InstanceStatus.decode(status.encode(true))).isEqualTo(status);
        assertThat(InstanceStatus.decode(status.encode(false)).queries())
                .containsExactly(Map.entry("Q", new Status("ERROR", List.of(), null)));
        assertThatThrownBy(() -> InstanceStatus.decode("nothing".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatInstancesRestoreIsToldTogether() {
        var view =
                new ClusterView(
                        new TreeMap<>(
                                Map.of(
                                        "a", Optional.of(restoring(new Restoration(100, 20))),
                                        "b", Optional.of(restoring(null)),
                                        "c", Optional.of(restoring(new Restoration(7, 3))),
                                        "silent", Optional.empty())));

        assertThat(view.restoration("Q")).isEqualTo(new Restoration(107, 23));
        assertThat(view.restoration("OTHER")).isNull();
        assertThat(view("RUNNING").restoration("Q")).isNull();
    }

    @Test
    void whatAnInstanceRestoresIsReadAsItWasWritten() {
        var status = restoring(new Restoration(100, 20));

        assertThat(InstanceStatus.decode(status.encode(false))).isEqualTo(status);
    }

    @Test
    void whatQueriesDidIsReadAsItWasWrittenAndSummedUp() {
        var tasks =
                List.of(
                        new Task("0_1", List.of(new Progress("in", 1, 3, 4)), null),
                        new Task("1_0", List.of(), 12L));
        var status =
                doing(
                        Map.of(
                                "Q",
                                new QueryActivity(
                                        Map.of("in", new Traffic(6, 960, 0.5)),
                                        Map.of("OUT", new Traffic(5, 70, 0.25)),
                                        tasks),
                                "P",
                                new QueryActivity(
                                        Map.of("in", new Traffic(4, 40, 1)), Map.of(), List.of())));
        assertThat(InstanceStatus.decode(status.encode(true))).isEqualTo(status);
        assertThat(InstanceStatus.decode(status.encode(false)))
                .isEqualTo(doing(Map.of("Q", QueryActivity.NONE, "P", QueryActivity.NONE)));

        var other =
                doing(
                        Map.of(
                                "Q",
                                new QueryActivity(
                                        Map.of("in", new Traffic(1, 10)),
                                        Map.of(),
                                        List.of(new Task("0_0", List.of(), null)))));
        var view =
                new ClusterView(
                        new TreeMap<>(
                                Map.of(
                                        "a", Optional.of(status),
                                        "b", Optional.of(other),
                                        "silent", Optional.empty())));
        assertThat(view.consumed("in"))
                .isEqualTo(Map.of("a", new Traffic(10, 1000, 1.5), "b", new Traffic(1, 10)));
        assertThat(view.produced("OUT")).isEqualTo(Map.of("a", new Traffic(5, 70, 0.25)));
        assertThat(view.produced("in")).isEmpty();
        assertThat(view.tasks("Q")).extracting(Task::id).containsExactly("0_0", "0_1", "1_0");
    }

    private static InstanceStatus doing(Map<String, QueryActivity> activities) {
        var statuses = new LinkedHashMap<String, Status>();
        activities.forEach(
                (id, activity) ->
                        statuses.put(id, new Status("RUNNING", List.of(), null).with(activity)));
        return new InstanceStatus(statuses, List.of());
    }

    /** During a deploy. */
    @Test
    void anInstanceOfAnotherVersionIsUnderstood() {
        var older = decode("{\"queries\":{\"Q\":{\"state\":\"REBALANCING\"}},\"push\":[]}");
        var newer =
                decode(
                        "{\"queries\":{\"Q\":{\"state\":\"REBALANCING\",\"more\":[1]}},\"push\":[],\"more\":{}}");

        assertThat(older).isEqualTo(restoring(null));
        assertThat(newer).isEqualTo(restoring(null));
    }

    private static InstanceStatus decode(String json) {
        return InstanceStatus.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    private static InstanceStatus restoring(@Nullable Restoration restoration) {
        return new InstanceStatus(
                Map.of("Q", new Status("REBALANCING", List.of(), restoration)), List.of());
    }
}
