// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.platform.preflight;

import dev.bottledwater.platform.Names;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which groups the Kafka user may use. On shared plans it is those that were created beforehand;
 * elsewhere a group needs no creation.
 */
record GroupRights(Admin admin, Names names) {
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Returns what stands in the way of each group that can't be used, by logical names. */
    Map<String, Throwable> failures(List<String> groups) throws InterruptedException {
        Map<String, Throwable> failures = new LinkedHashMap<>();
        for (String group : groups) {
            // Describing would fail for groups of another kind than consumers, such as Connect's.
            Optional<Throwable> failure =
                    Answers.failure(
                            admin.listConsumerGroupOffsets(names.physicalGroup(group))
                                    .partitionsToOffsetAndMetadata());
            failure.filter(reason -> !(reason instanceof GroupIdNotFoundException))
                    .ifPresent(reason -> failures.put(names.logicalGroup(group), reason));
        }
        return failures;
    }

    /** Returns the groups that the user has no right to, by logical names. */
    List<String> denied(List<String> groups) throws InterruptedException {
        List<String> denied = new ArrayList<>();
        failures(groups)
                .forEach(
                        (group, failure) -> {
                            if (failure instanceof GroupAuthorizationException) {
                                denied.add(group);
                            }
                        });
        return denied;
    }

    /** Rights that were just given are unknown to some brokers for a moment. */
    void await(List<String> groups, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (!denied(groups).isEmpty() && System.nanoTime() < deadline) {
            Thread.sleep(PAUSE);
        }
    }
}
