// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Label;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;

/** Builds descriptors of Protobuf's own library, which know nothing of ours. */
final class Descriptors {
    private Descriptors() {}

    static FieldDescriptorProto.Builder field(String name, int number, Type type) {
        return FieldDescriptorProto.newBuilder()
                .setName(name)
                .setNumber(number)
                .setType(type)
                .setLabel(Label.LABEL_OPTIONAL);
    }

    static FieldDescriptorProto.Builder field(String name, int number, String message) {
        return field(name, number, Type.TYPE_MESSAGE).setTypeName(message);
    }

    static DescriptorProto.Builder message(String name, FieldDescriptorProto.Builder... fields) {
        var message = DescriptorProto.newBuilder().setName(name);
        for (var field : fields) {
            message.addField(field);
        }
        return message;
    }

    /** The first message of a proto3 file. */
    static Descriptor first(DescriptorProto.Builder... messages)
            throws DescriptorValidationException {
        var file = FileDescriptorProto.newBuilder().setName("t.proto").setSyntax("proto3");
        for (var message : messages) {
            file.addMessageType(message);
        }
        return FileDescriptor.buildFrom(file.build(), new FileDescriptor[0])
                .getMessageTypes()
                .getFirst();
    }
}
