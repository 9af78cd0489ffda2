// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.TextFormat;

import dev.bottledwater.engine.format.protobuf.ParsedSchemas;
import dev.bottledwater.engine.registry.SchemaRegistry;
import dev.bottledwater.engine.registry.SchemaText;
import dev.bottledwater.engine.registry.SchemaType;

import java.util.List;

/** Messages without a registry's header in Protobuf's text format. */
public final class ProtobufText {
    private ProtobufText() {}

    /**
     * A message as text.
     *
     * @param schema the text of a {@code .proto} file, of whose first message it is
     * @throws IllegalArgumentException when the bytes aren't of the schema
     */
    public static String of(String schema, byte[] message) {
        var parsed =
                ParsedSchemas.parse(
                        new SchemaText(SchemaType.PROTOBUF, schema, List.of()),
                        SchemaRegistry.none());
        try {
            return TextFormat.printer()
                    .printToString(
                            DynamicMessage.parseFrom(
                                    ProtobufDescriptors.of(parsed, parsed.messages().getFirst()),
                                    message));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("The bytes aren't of the message", e);
        }
    }
}
