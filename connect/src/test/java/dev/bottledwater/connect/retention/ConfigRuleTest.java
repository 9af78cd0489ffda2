// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

class ConfigRuleTest {
    private static final RefreshPace PACE = RefreshPace.of(Duration.ofSeconds(30));

    private final LiveRecords records = new LiveRecords(Uuid.ZERO_UUID);
    private long offset;

    private void put(String key, @Nullable String value, long second) {
        records.add(
                new ConsumerRecord<>(
                        "configs",
                        0,
                        offset++,
                        second * 1000,
                        TimestampType.CREATE_TIME,
                        0,
                        0,
                        key.getBytes(StandardCharsets.UTF_8),
                        value == null ? null : value.getBytes(StandardCharsets.UTF_8),
                        new RecordHeaders(),
                        Optional.empty()));
    }

    private void create(String name, int tasks, long second) {
        put("connector-" + name, "{\"properties\":{}}", second);
        tasks(name, tasks, second);
    }

    private void tasks(String name, int tasks, long second) {
        for (int i = 0; i < tasks; i++) {
            put("task-" + name + "-" + i, "{\"properties\":{}}", second);
        }
        put("commit-" + name, "{\"tasks\":" + tasks + "}", second);
    }

    private List<List<String>> due(long second) {
        return new ConfigRule()
                .due(records.live(), second * 1000, PACE).stream()
                        .map(b -> b.stream().map(r -> r.key().text()).toList())
                        .toList();
    }

    @Test
    void aConnectorsRecordsGoTogetherAtAThirdOfTheRetention() {
        create("my-conn", 2, 0);
        put("target-state-my-conn", "{\"state\":\"PAUSED\"}", 5);
        create("young", 1, 9);
        assertThat(due(9)).isEmpty();
        assertThat(due(10))
                .containsExactly(
                        List.of(
                                "connector-my-conn",
                                "target-state-my-conn",
                                "task-my-conn-0",
                                "task-my-conn-1",
                                "commit-my-conn"));
    }

    @Test
    void tasksThatAConnectorNoLongerHasAreLeftAlone() {
        create("c", 3, 0);
        tasks("c", 1, 1);
        assertThat(due(12)).containsExactly(List.of("connector-c", "task-c-0", "commit-c"));
    }

    @Test
    void whatIsLeftOfADeletedConnectorIsLeftAlone() {
        create("c", 1, 0);
        put("target-state-c", "{\"state\":\"STARTED\"}", 0);
        put("connector-c", null, 1);
        assertThat(due(20)).isEmpty();
    }

    @Test
    void ordersOfTheMomentAreNotRepeated() {
        put("restart-connector-c", "{\"only-failed\":true}", 0);
        put("session-key", "{\"key\":\"\"}", 0);
        put("logger-cluster-org.apache", "{\"level\":\"DEBUG\"}", 0);
        put("tasks-fencing-c", "{\"task-count\":1}", 0);
        assertThat(due(20)).isEmpty();
    }

    @Test
    void tasksThatAreHalfReplacedAreLeftAlone() {
        create("c", 2, 0);
        put("task-c-0", "{\"properties\":{\"new\":\"1\"}}", 1);
        assertThat(due(12)).containsExactly(List.of("connector-c"));
        put("task-c-1", "{\"properties\":{\"new\":\"1\"}}", 1);
        put("commit-c", "{\"tasks\":2}", 1);
        assertThat(due(12).getFirst()).hasSize(4);
    }

    @Test
    void tasksWaitForSettingsThatWereJustChangedButNotForEver() {
        create("c", 1, 0);
        put("connector-c", "{\"properties\":{\"new\":\"1\"}}", 9);
        assertThat(due(12)).isEmpty();
        assertThat(due(19)).containsExactly(List.of("connector-c", "task-c-0", "commit-c"));
        put("connector-c", "{\"properties\":{\"new\":\"2\"}}", 19);
        assertThat(due(20).getFirst()).hasSize(3);
    }

    @Test
    void commitsThatAreNoJsonAreLeftToConnect() {
        put("connector-c", "{\"properties\":{}}", 0);
        put("commit-c", "nonsense", 0);
        assertThat(due(12).getFirst()).contains("connector-c");
    }
}
