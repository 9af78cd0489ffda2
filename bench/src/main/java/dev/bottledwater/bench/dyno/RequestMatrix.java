// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.bench.dyno;

import java.io.IOException;
import java.util.Map;

/** Everything that can be asked of a connector, of one dyno; what came of it is seen by another. */
final class RequestMatrix {
    private static final int TASKS = 3;

    private final String connector;
    private final ConnectorClient asked;
    private final ConnectorClient other;

    RequestMatrix(String connector, ConnectorClient asked, ConnectorClient other) {
        this.connector = connector;
        this.asked = asked;
        this.other = other;
    }

    private String settings(String version) {
        return ConnectorClient.source(TASKS, connector, Map.of("version", version));
    }

    /**
     * Plays it.
     *
     * @throws IllegalStateException at the first answer that is wrong or doesn't come
     */
    void play() throws IOException, InterruptedException {
        var path = "/connectors/" + connector;
        var body = ConnectorClient.named(connector, settings("1"));
        asked.expect(201, 409, "POST", "/connectors", body);
        other.awaitTasks(connector, TASKS, "RUNNING");

        asked.expect(200, "PUT", path + "/config", settings("2"));
        other.awaitConfig(connector, "version", "2");
        asked.expect(200, "PATCH", path + "/config", "{\"version\": \"3\"}");
        other.awaitConfig(connector, "version", "3");
        other.awaitTasks(connector, TASKS, "RUNNING");

        asked.expect(204, "POST", path + "/restart", "");
        asked.expect(202, "POST", path + "/restart?includeTasks=true", "");
        other.awaitTasks(connector, TASKS, "RUNNING");
        asked.expect(202, "POST", path + "/restart?onlyFailed=true", "");
        asked.expect(202, "POST", path + "/restart?includeTasks=true&onlyFailed=true", "");
        for (int task = 0; task < TASKS; task++) {
            asked.expect(204, "POST", path + "/tasks/" + task + "/restart", "");
        }
        other.awaitTasks(connector, TASKS, "RUNNING");

        asked.expect(202, "PUT", path + "/pause", "");
        other.awaitTasks(connector, TASKS, "PAUSED");
        asked.expect(202, "PUT", path + "/resume", "");
        other.awaitTasks(connector, TASKS, "RUNNING");

        asked.expect(204, "PUT", path + "/stop", "");
        other.awaitTasks(connector, 0, "STOPPED");
        asked.expect(
                200,
                "PATCH",
                path + "/offsets",
                "{\"offsets\": [{\"partition\": {\"task\": \"0\"}, \"offset\": {\"last\": 1000000}}]}");
        other.awaitOffset(connector, "1000000");
        asked.expect(200, "DELETE", path + "/offsets", "");
        other.awaitOffset(connector, "[]");
        asked.expect(202, "PUT", path + "/resume", "");
        other.awaitTasks(connector, TASKS, "RUNNING");

        asked.expect(204, 404, "DELETE", path, "");
        other.expect(404, "GET", path, "");
        asked.expect(404, "POST", path + "/restart", "");
    }
}
