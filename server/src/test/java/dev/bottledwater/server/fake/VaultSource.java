// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.server.fake;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.source.SourceConnector;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A connector with a secret whose name doesn't tell, that sends nothing. */
public final class VaultSource extends SourceConnector {
    /** The settings that each start of a task got. */
    public static final BlockingQueue<Map<String, String>> STARTS = new LinkedBlockingQueue<>();

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        settings = props;
    }

    @Override
    public Class<? extends Task> taskClass() {
        return VaultTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return List.of(settings);
    }

    @Override
    public void stop() {
        // Nothing was opened.
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define("vault.code", Type.PASSWORD, Importance.HIGH, "Opens the vault.")
                .define("vault.name", Type.STRING, "v", Importance.LOW, "Names the vault.");
    }

    @Override
    public String version() {
        return "1";
    }

    /** Tells its settings and waits. */
    public static final class VaultTask extends SourceTask {
        @Override
        public void start(Map<String, String> props) {
            STARTS.add(Map.copyOf(props));
        }

        @Override
        public List<SourceRecord> poll() throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(100);
            return List.of();
        }

        @Override
        public void stop() {
            // Nothing was opened.
        }

        @Override
        public String version() {
            return "1";
        }
    }
}
