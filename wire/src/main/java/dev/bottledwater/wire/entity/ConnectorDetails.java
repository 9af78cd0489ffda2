// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.SequencedMap;

/** Parts of the answers to statements on connectors. */
public final class ConnectorDetails {
    private ConnectorDetails() {}

    /** How a connector is set up; secrets in {@code config} are masked. */
    public record Info(
            String name, SequencedMap<String, String> config, List<TaskId> tasks, String type) {}

    /** A task by its connector and number. */
    public record TaskId(String connector, int task) {}

    /** A line of SHOW CONNECTORS; {@code type} is source, sink or unknown. */
    public record Listing(String name, String type, String className, String state) {}

    /** A line of SHOW CONNECTOR PLUGINS. */
    public record Plugin(String className, String type, String version) {}

    /** How a connector and its tasks are. */
    public record Status(String name, State connector, List<Task> tasks, String type) {}

    /** The state of a connector; {@code msg} says why it failed. */
    public record State(
            String state,
            @JsonProperty("worker_id") String workerId,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String msg) {}

    /** The state of a task; {@code msg} says why it failed. */
    public record Task(
            int id,
            String state,
            @JsonProperty("worker_id") String workerId,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String msg) {}
}
