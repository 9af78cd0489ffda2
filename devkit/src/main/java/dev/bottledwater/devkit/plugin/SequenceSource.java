// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.plugin;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Writes 1, 2, 3 … in each of as many tasks as it may have. Its offsets are {@code {"task": N}} and
 * {@code {"last": N}}; they may be changed.
 */
public final class SequenceSource extends SourceConnector {
    static final String TASK = "task";
    static final String TOPIC = "topic";
    static final String PAUSE = "pause.ms";

    private Map<String, String> settings = Map.of();

    /** For Connect. */
    public SequenceSource() {}

    @Override
    public void start(Map<String, String> properties) {
        settings = properties;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return SequenceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return IntStream.range(0, maxTasks).mapToObj(this::task).toList();
    }

    private Map<String, String> task(int number) {
        Map<String, String> task = new HashMap<>(settings);
        task.put(TASK, Integer.toString(number));
        return task;
    }

    @Override
    public boolean alterOffsets(
            Map<String, String> properties, Map<Map<String, ?>, Map<String, ?>> offsets) {
        return true;
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define(TOPIC, Type.STRING, Importance.HIGH, "Where to write.")
                .define(PAUSE, Type.LONG, 20L, Importance.LOW, "Between two records of a task.");
    }

    @Override
    public String version() {
        return "1.0";
    }
}
