// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
