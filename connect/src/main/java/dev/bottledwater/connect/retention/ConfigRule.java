// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.retention;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.apache.kafka.connect.storage.KafkaConfigBackingStore;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The records of a connector in the config topic belong together: its settings, its target state,
 * the settings of its tasks and, last, the record by which these come into force. Whatever else is
 * in the topic is an order of the moment (a restart, a log level) or is renewed by the leader
 * anyway (the session key), and what is left of connectors that were deleted is left alone.
 */
final class ConfigRule implements RefreshRule {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The records of one connector. */
    private static final class Connector {
        private @Nullable LiveRecord settings;
        private @Nullable LiveRecord targetState;
        private @Nullable LiveRecord commit;
        private final Map<Integer, LiveRecord> tasks = new TreeMap<>();

        private List<LiveRecord> due(long now, RefreshPace pace) {
            List<LiveRecord> records = new ArrayList<>();
            if (settings == null) {
                return records;
            }
            records.add(settings);
            if (targetState != null) {
                records.add(targetState);
            }
            records.addAll(committed(settings, now, pace));
            return records.stream().anyMatch(r -> r.age(now) >= pace.oldAfter())
                    ? records
                    : List.of();
        }

        /**
         * The settings of the tasks that are in force, and the record that says so. While they are
         * being replaced they are left alone: half of them would come into force, or the change of
         * the connector's settings would seem to have reached the tasks.
         */
        private List<LiveRecord> committed(LiveRecord own, long now, RefreshPace pace) {
            if (commit == null || commit.value() == null) {
                return List.of();
            }
            List<LiveRecord> records = new ArrayList<>();
            int count = taskCount(commit.value());
            for (int i = 0; i < count; i++) {
                LiveRecord task = tasks.get(i);
                if (task == null || task.origin() > commit.origin()) {
                    return List.of();
                }
                records.add(task);
            }
            records.add(commit);
            boolean changing =
                    own.origin() > commit.origin()
                            && own.age(now) < pace.oldAfter()
                            && commit.age(now) < pace.urgentAfter();
            return changing ? List.of() : records;
        }
    }

    @Override
    public List<List<LiveRecord>> due(List<LiveRecord> live, long now, RefreshPace pace) {
        Map<String, Connector> connectors = new LinkedHashMap<>();
        live.forEach(record -> sort(record, connectors));
        return connectors.values().stream()
                .map(connector -> connector.due(now, pace))
                .filter(records -> !records.isEmpty())
                .toList();
    }

    private static void sort(LiveRecord record, Map<String, Connector> connectors) {
        String key = record.key().text();
        if (key.startsWith(KafkaConfigBackingStore.TARGET_STATE_PREFIX)) {
            of(key.substring(KafkaConfigBackingStore.TARGET_STATE_PREFIX.length()), connectors)
                            .targetState =
                    record;
        } else if (key.startsWith(KafkaConfigBackingStore.CONNECTOR_PREFIX)) {
            of(key.substring(KafkaConfigBackingStore.CONNECTOR_PREFIX.length()), connectors)
                            .settings =
                    record;
        } else if (key.startsWith(KafkaConfigBackingStore.COMMIT_TASKS_PREFIX)) {
            of(key.substring(KafkaConfigBackingStore.COMMIT_TASKS_PREFIX.length()), connectors)
                            .commit =
                    record;
        } else if (key.startsWith(KafkaConfigBackingStore.TASK_PREFIX)) {
            String rest = key.substring(KafkaConfigBackingStore.TASK_PREFIX.length());
            int dash = rest.lastIndexOf('-');
            String number = rest.substring(dash + 1);
            if (dash > 0 && number.matches("[0-9]{1,9}")) {
                of(rest.substring(0, dash), connectors).tasks.put(Integer.valueOf(number), record);
            }
        }
    }

    private static Connector of(String name, Map<String, Connector> connectors) {
        return connectors.computeIfAbsent(name, _ -> new Connector());
    }

    /** None where the record isn't what Connect writes: such is left to it. */
    private static int taskCount(byte[] commit) {
        try {
            return JSON.readTree(commit).path("tasks").asInt(0);
        } catch (IOException notJson) {
            return 0;
        }
    }
}
