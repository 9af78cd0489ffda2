// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import java.util.List;
import java.util.Objects;

/**
 * A kind of message.
 *
 * @param fields in the order of the text
 * @param oneofs names of the groups of fields of which at most one is set
 * @param nested the messages that are declared within it, but not those of {@code map} fields
 * @param mapEntry whether repeated fields of it are maps: it has a {@code key} and a {@code value}
 */
public record Message(
        String fullName,
        List<Field> fields,
        List<String> oneofs,
        List<Message> nested,
        boolean mapEntry) {
    public Message {
        Objects.requireNonNull(fullName);
        fields = List.copyOf(fields);
        oneofs = List.copyOf(oneofs);
        nested = List.copyOf(nested);
    }

    /** The name without what it is declared in. */
    public String name() {
        return fullName.substring(fullName.lastIndexOf('.') + 1);
    }

    /**
     * Whether these fields are those of a map's entry: Kafka Connect writes maps as repeated
     * messages of them, whose names end in {@code Entry}.
     */
    public static boolean isEntry(String name, List<Field> fields) {
        return name.endsWith("Entry")
                && fields.size() == 2
                && fields.get(0).name().equals("key")
                && fields.get(1).name().equals("value");
    }
}
