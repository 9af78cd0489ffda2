// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.wire;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The body of {@code POST /ksql/terminate}.
 *
 * @param deleteTopicList names, or regular expressions of names, of topics to delete
 */
public record TerminateRequest(List<String> deleteTopicList) {
    public TerminateRequest(@Nullable List<String> deleteTopicList) {
        this.deleteTopicList = deleteTopicList == null ? List.of() : List.copyOf(deleteTopicList);
    }
}
