// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import dev.bottledwater.engine.format.UnusableSchemaException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file of messages with all that they refer to.
 *
 * @param packageName empty for none
 * @param messages those that the file declares at its top, in order
 * @param byName all messages that fields may be of, by full name
 */
public record ProtoSchema(String packageName, List<Message> messages, Map<String, Message> byName) {
    public ProtoSchema {
        Objects.requireNonNull(packageName);
        messages = List.copyOf(messages);
        byName = Map.copyOf(byName);
    }

    /** A file whose fields are only of its own messages, and of well-known ones. */
    public static ProtoSchema of(String packageName, Message root) {
        var byName = new HashMap<>(WellKnownTypes.messages());
        add(root, byName);
        return new ProtoSchema(packageName, List.of(root), byName);
    }

    private static void add(Message message, Map<String, Message> byName) {
        byName.put(message.fullName(), message);
        message.nested().forEach(m -> add(m, byName));
    }

    /**
     * The schema of a text.
     *
     * @param imports texts of other files, by the names that imports call them; those that
     *     compilers bring along aren't needed
     * @throws UnusableSchemaException for a text that is no schema, or lacks a type
     */
    public static ProtoSchema parse(String text, Map<String, String> imports) {
        return ProtoLinker.link(text, imports);
    }

    /**
     * The text of a schema of plain fields: proto3 without enums, oneofs and options but what Kafka
     * Connect says.
     */
    public String text() {
        return ProtoPrinter.print(this);
    }

    /** The message at a place, from the file's messages inwards; empty where there is none. */
    public Optional<Message> at(List<Integer> path) {
        Message found = null;
        var level = messages;
        for (int index : path) {
            if (index < 0 || index >= level.size()) {
                return Optional.empty();
            }
            found = level.get(index);
            level = found.nested();
        }
        return Optional.ofNullable(found);
    }

    /** The place of a message, from the file's messages inwards; empty for one of another file. */
    public Optional<List<Integer>> path(Message message) {
        return path(message, messages, List.of());
    }

    private static Optional<List<Integer>> path(
            Message message, List<Message> level, List<Integer> outer) {
        for (int i = 0; i < level.size(); i++) {
            var path = Stream.concat(outer.stream(), Stream.of(i)).toList();
            var found =
                    level.get(i).equals(message)
                            ? Optional.of(path)
                            : path(message, level.get(i).nested(), path);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** A message by its full name; empty for one that isn't known. */
    public Optional<Message> find(String fullName) {
        return Optional.ofNullable(byName.get(fullName));
    }

    /** The entry that repeated fields of the type are maps of; empty for any other type. */
    public Optional<Message> mapEntry(FieldType type) {
        return type instanceof FieldType.OfMessage(var name)
                ? find(name).filter(Message::mapEntry)
                : Optional.empty();
    }
}
