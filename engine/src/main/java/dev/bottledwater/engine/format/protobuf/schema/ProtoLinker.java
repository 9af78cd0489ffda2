// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.Field.Label;
import dev.bottledwater.engine.format.protobuf.schema.FieldType.Enumeration;
import dev.bottledwater.engine.format.protobuf.schema.FieldType.OfMessage;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.DeclaredField;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.DeclaredMessage;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.Syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes schemas of texts: names of types are resolved as the language's scopes say. */
final class ProtoLinker {
    private final Map<String, String> texts;
    private final Set<String> seen = new HashSet<>();
    private final List<ProtoFile> files = new ArrayList<>();
    private final Set<String> messages = new HashSet<>(WellKnownTypes.messages().keySet());
    private final Map<String, Enumeration> enums = new HashMap<>();
    private final Map<String, Message> byName = new HashMap<>(WellKnownTypes.messages());

    private ProtoLinker(Map<String, String> texts) {
        this.texts = texts;
    }

    /**
     * The schema of a text.
     *
     * @param imports texts of other files, by the names that imports call them
     * @throws UnusableSchemaException for a text that is no schema, or lacks a type
     */
    static ProtoSchema link(String text, Map<String, String> imports) {
        var linker = new ProtoLinker(imports);
        var root = ProtoParser.parse(text);
        linker.load(root);
        for (var file : linker.files) {
            file.messages().forEach(m -> linker.declare(m, file.packageName()));
            file.enums().forEach(e -> linker.declare(e, file.packageName()));
        }
        List<Message> own = List.of();
        for (var file : linker.files) {
            var made =
                    file.messages().stream()
                            .map(m -> linker.message(m, file.packageName(), file))
                            .toList();
            own = file == root ? made : own;
        }
        return new ProtoSchema(root.packageName(), own, linker.byName);
    }

    /** Files that are not there may be needed for options only: a type that lacks says so. */
    private void load(ProtoFile file) {
        files.add(file);
        for (var name : file.imports()) {
            var text = texts.get(name);
            if (text == null) {
                text = StandardImports.text(name).orElse(null);
            }
            if (text != null && seen.add(name)) {
                load(ProtoParser.parse(text));
            }
        }
    }

    private static String join(String scope, String name) {
        return scope.isEmpty() ? name : scope + "." + name;
    }

    private void declare(DeclaredMessage message, String scope) {
        var fullName = join(scope, message.name());
        messages.add(fullName);
        message.messages().forEach(m -> declare(m, fullName));
        message.enums().forEach(e -> declare(e, fullName));
    }

    private void declare(ProtoFile.DeclaredEnum declared, String scope) {
        var fullName = join(scope, declared.name());
        enums.put(fullName, new Enumeration(fullName, declared.constants()));
    }

    private Message message(DeclaredMessage declared, String scope, ProtoFile file) {
        var fullName = join(scope, declared.name());
        var nested = declared.messages().stream().map(m -> message(m, fullName, file)).toList();
        var fields = new ArrayList<Field>();
        for (var field : declared.fields()) {
            fields.add(
                    field.keyType() == null
                            ? field(field, type(field.type(), fullName), file)
                            : map(field, field.keyType(), fullName, file));
        }
        var message =
                new Message(
                        fullName,
                        fields,
                        declared.oneofs(),
                        nested,
                        Message.isEntry(declared.name(), fields));
        byName.put(fullName, message);
        return message;
    }

    private Field map(DeclaredField field, String keyType, String within, ProtoFile file) {
        var name = within + "." + entryName(field.name());
        var entry =
                new Message(
                        name,
                        List.of(
                                Field.of("key", 1, type(keyType, within), Label.IMPLICIT),
                                Field.of("value", 2, type(field.type(), within), Label.IMPLICIT)),
                        List.of(),
                        List.of(),
                        true);
        byName.put(name, entry);
        return new Field(
                field.name(),
                field.number(),
                new OfMessage(name),
                Label.REPEATED,
                false,
                -1,
                ProtoOptions.params(field.options()),
                null);
    }

    /** {@code some_values} becomes {@code SomeValuesEntry}, as compilers have it. */
    private static String entryName(String field) {
        var name = new StringBuilder();
        boolean upper = true;
        for (char c : field.toCharArray()) {
            if (c == '_') {
                upper = true;
            } else {
                name.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return name.append("Entry").toString();
    }

    private static Field field(DeclaredField field, FieldType type, ProtoFile file) {
        var label = label(field, file);
        return new Field(
                field.name(),
                field.number(),
                type,
                label,
                label == Label.REPEATED
                        && WireType.of(type) != WireType.LENGTH_DELIMITED
                        && packed(field, file.syntax()),
                field.oneof(),
                ProtoOptions.params(field.options()),
                label == Label.REPEATED
                        ? null
                        : ProtoFile.literal(field.options(), "default").orElse(null));
    }

    private static Label label(DeclaredField field, ProtoFile file) {
        return switch (field.label()) {
            case "repeated" -> Label.REPEATED;
            case "required" -> Label.REQUIRED;
            case "optional" -> Label.OPTIONAL;
            default ->
                    file.syntax() == Syntax.EDITION && field.oneof() < 0
                            ? feature(field, file)
                            : Label.IMPLICIT;
        };
    }

    private static Label feature(DeclaredField field, ProtoFile file) {
        var presence =
                ProtoFile.literal(field.options(), "features.field_presence")
                        .or(() -> ProtoFile.literal(file.options(), "features.field_presence"))
                        .orElse("EXPLICIT");
        return switch (presence) {
            case "IMPLICIT" -> Label.IMPLICIT;
            case "LEGACY_REQUIRED" -> Label.REQUIRED;
            default -> Label.OPTIONAL;
        };
    }

    private static boolean packed(DeclaredField field, Syntax syntax) {
        return ProtoFile.literal(field.options(), "packed")
                .map(Boolean::parseBoolean)
                .or(
                        () ->
                                ProtoFile.literal(
                                                field.options(), "features.repeated_field_encoding")
                                        .map(e -> !e.equals("EXPANDED")))
                .orElse(syntax != Syntax.PROTO2);
    }

    /** From the innermost scope outwards; a dot before the name says that it is a full one. */
    private FieldType type(String name, String within) {
        var scalar = ScalarType.of(name);
        if (scalar.isPresent()) {
            return scalar.get();
        }
        boolean absolute = name.startsWith(".");
        var searched = absolute ? name.substring(1) : name;
        for (var scope = absolute ? "" : within; ; ) {
            var fullName = join(scope, searched);
            if (messages.contains(fullName)) {
                return new OfMessage(fullName);
            }
            if (enums.containsKey(fullName)) {
                return enums.get(fullName);
            }
            if (scope.isEmpty()) {
                throw new UnusableSchemaException(
                        "the Protobuf message %s has a field of the type %s, which neither its file nor those that it imports declare"
                                .formatted(within, name));
            }
            scope = scope.substring(0, Math.max(0, scope.lastIndexOf('.')));
        }
    }
}
