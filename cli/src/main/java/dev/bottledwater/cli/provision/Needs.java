// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import dev.bottledwater.platform.preflight.TopicNeed;

import java.util.List;

/**
 * What must be there before something is started.
 *
 * @param topics each once
 * @param groups consumer groups, by logical or physical names, each once
 */
record Needs(List<TopicNeed> topics, List<String> groups) {
    Needs {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
    }
}
