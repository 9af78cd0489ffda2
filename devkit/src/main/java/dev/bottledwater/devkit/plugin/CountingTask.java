// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.devkit.plugin;

import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.Map;

/** A task of a {@link CountingSink}. */
public final class CountingTask extends SinkTask {
    private static final Logger LOG = LoggerFactory.getLogger(CountingTask.class);

    private long count;

    /** For Connect. */
    public CountingTask() {}

    @Override
    public void start(Map<String, String> properties) {
        count = 0;
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        count += records.size();
    }

    @Override
    public void stop() {
        LOG.info("{} records were taken", count);
    }

    @Override
    public String version() {
        return "1.0";
    }
}
