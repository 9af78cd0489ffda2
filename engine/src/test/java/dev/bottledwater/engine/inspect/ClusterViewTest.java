// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.inspect.RunningQueries.PushQuery;
import dev.bottledwater.engine.inspect.RunningQueries.Status;
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
