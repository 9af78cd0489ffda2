// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bottledwater.engine.inspect.RunningQueries.PushQuery;
import dev.bottledwater.engine.inspect.RunningQueries.Status;
import dev.bottledwater.engine.result.StatementResult.QueryError;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
                                            Map.of("Q", new Status(states[i], List.of())),
                                            List.of())));
        }
        return new ClusterView(instances);
    }

    @Test
    void aStatusIsReadAsItWasWritten() {
        var status =
                new InstanceStatus(
                        Map.of("Q", new Status("ERROR", List.of(ERROR))),
                        List.of(new PushQuery("transient_1", "SELECT 'ä' …;")));

        assertThat(InstanceStatus.decode(status.encode(true))).isEqualTo(status);
        assertThat(InstanceStatus.decode(status.encode(false)).queries())
                .containsExactly(Map.entry("Q", new Status("ERROR", List.of())));
        assertThatThrownBy(() -> InstanceStatus.decode("nothing".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
