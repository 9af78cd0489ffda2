// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.plugin;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

import java.util.List;
import java.util.Map;

/** One of the sequences of a {@link SequenceSource}; each record's key is the task's number. */
public final class SequenceTask extends SourceTask {
    private static final String LAST = "last";

    private String number = "";
    private String topic = "";
    private long pause;
    private long last;

    /** For Connect. */
    public SequenceTask() {}

    @Override
    public void start(Map<String, String> properties) {
        number = properties.getOrDefault(SequenceSource.TASK, "0");
        topic = properties.getOrDefault(SequenceSource.TOPIC, "");
        pause = Long.parseLong(properties.getOrDefault(SequenceSource.PAUSE, "20"));
        var offset =
                context.offsetStorageReader().<String>offset(Map.of(SequenceSource.TASK, number));
        last = offset != null && offset.get(LAST) instanceof Number n ? n.longValue() : 0;
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        Thread.sleep(pause);
        last++;
        return List.of(
                new SourceRecord(
                        Map.of(SequenceSource.TASK, number),
                        Map.of(LAST, last),
                        topic,
                        null,
                        Schema.STRING_SCHEMA,
                        number,
                        Schema.INT64_SCHEMA,
                        last));
    }

    @Override
    public void stop() {}

    @Override
    public String version() {
        return "1.0";
    }
}
