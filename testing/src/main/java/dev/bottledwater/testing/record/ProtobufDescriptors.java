// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.record;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;

import dev.bottledwater.engine.format.protobuf.schema.Field;
import dev.bottledwater.engine.format.protobuf.schema.FieldType;
import dev.bottledwater.engine.format.protobuf.schema.Message;
import dev.bottledwater.engine.format.protobuf.schema.ProtoSchema;
import dev.bottledwater.engine.format.protobuf.schema.ScalarType;

import java.util.HashSet;
import java.util.Set;

/**
 * Schemas as the descriptors of Protobuf's library. All messages stand in one file without a
 * package, since names aren't on the wire; the dots in full names are {@code __} there.
 */
final class ProtobufDescriptors {
    private final FileDescriptorProto.Builder file =
            FileDescriptorProto.newBuilder().setName("case.proto").setSyntax("proto3");
    private final Set<String> enumerations = new HashSet<>();

    private ProtobufDescriptors() {}

    /** A message of the schema with all that it refers to. */
    static Descriptor of(ProtoSchema schema, Message message) {
        var descriptors = new ProtobufDescriptors();
        schema.byName().values().forEach(descriptors::add);
        try {
            return FileDescriptor.buildFrom(descriptors.file.build(), new FileDescriptor[0], true)
                    .findMessageTypeByName(flat(message.fullName()));
        } catch (DescriptorValidationException e) {
            throw new IllegalArgumentException("Protobuf's library refuses the schema", e);
        }
    }

    /** The name of a message here. */
    static String flat(String fullName) {
        return fullName.replace(".", "__");
    }

    private void add(Message message) {
        var proto = DescriptorProto.newBuilder().setName(flat(message.fullName()));
        message.oneofs()
                .forEach(o -> proto.addOneofDecl(OneofDescriptorProto.newBuilder().setName(o)));
        for (var field : message.fields()) {
            var built = field(field);
            if (field.oneof() >= 0) {
                built.setOneofIndex(field.oneof());
            } else if (field.label() == Field.Label.OPTIONAL
                    && !(field.type() instanceof FieldType.OfMessage)) {
                // as the compiler does: a oneof of one field, behind all others
                built.setProto3Optional(true).setOneofIndex(proto.getOneofDeclCount());
                proto.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + field.name()));
            }
            proto.addField(built);
        }
        file.addMessageType(proto);
    }

    private FieldDescriptorProto.Builder field(Field field) {
        var built =
                FieldDescriptorProto.newBuilder()
                        .setName(field.name())
                        .setNumber(field.number())
                        .setLabel(field.repeated() ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL);
        return switch (field.type()) {
            case ScalarType scalar -> built.setType(Type.valueOf("TYPE_" + scalar.name()));
            case FieldType.Enumeration enumeration -> {
                add(enumeration);
                yield built.setType(Type.TYPE_ENUM).setTypeName(flat(enumeration.fullName()));
            }
            case FieldType.OfMessage(var name) ->
                    built.setType(Type.TYPE_MESSAGE).setTypeName(flat(name));
        };
    }

    private void add(FieldType.Enumeration enumeration) {
        if (!enumerations.add(enumeration.fullName())) {
            return;
        }
        var name = flat(enumeration.fullName());
        var proto = EnumDescriptorProto.newBuilder().setName(name);
        proto.getOptionsBuilder().setAllowAlias(true);
        // constants stand beside their enumeration, so that two of them may not have the same
        enumeration
                .constants()
                .forEach(
                        c ->
                                proto.addValue(
                                        EnumValueDescriptorProto.newBuilder()
                                                .setName(name + "__" + c.name())
                                                .setNumber(c.number())));
        file.addEnumType(proto);
    }
}
