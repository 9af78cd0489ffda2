// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.provision;

import dev.bottledwater.platform.Names;
import dev.bottledwater.platform.Settings;
import dev.bottledwater.platform.preflight.ServeNeeds;
import dev.bottledwater.platform.preflight.TopicNeed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must be there before something is started.
 *
 * @param topics each once
 * @param groups consumer groups, by logical or physical names, each once
 * @param notes sentences about what couldn't be found out
 */
public record Needs(List<TopicNeed> topics, List<String> groups, List<String> notes) {
    /** Copies what it is given. */
    public Needs {
        topics = List.copyOf(topics);
        groups = List.copyOf(groups);
        notes = List.copyOf(notes);
    }

    /** Returns what the server itself needs. */
    static Needs ofServer(Settings settings) {
        return new Needs(ServeNeeds.topics(settings), ServeNeeds.groups(settings), List.of());
    }

    /** Returns all of them, each name once, as the first asks for it. */
    static Needs all(List<Needs> parts, Names names) {
        Map<String, TopicNeed> topics = new LinkedHashMap<>();
        Set<String> groups = new LinkedHashSet<>();
        List<String> notes = new ArrayList<>();
        for (Needs part : parts) {
            part.topics()
                    .forEach(need -> topics.putIfAbsent(names.physicalTopic(need.name()), need));
            part.groups().forEach(group -> groups.add(names.logicalGroup(group)));
            notes.addAll(part.notes());
        }
        return new Needs(List.copyOf(topics.values()), List.copyOf(groups), notes);
    }
}
