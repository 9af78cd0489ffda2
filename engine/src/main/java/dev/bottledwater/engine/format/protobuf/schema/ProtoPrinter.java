// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import java.util.TreeSet;

/** Texts of schemas of plain fields, as registries format them. */
final class ProtoPrinter {
    private final StringBuilder text = new StringBuilder();

    private ProtoPrinter() {}

    /** The text of a proto3 file: imports, then messages, each with its fields before its own. */
    static String print(ProtoSchema schema) {
        var printer = new ProtoPrinter();
        printer.text.append("syntax = \"proto3\";\n");
        if (!schema.packageName().isEmpty()) {
            printer.text.append("package ").append(schema.packageName()).append(";\n");
        }
        var imports = new TreeSet<String>();
        schema.messages().forEach(m -> addImports(m, imports));
        if (!imports.isEmpty()) {
            printer.text.append('\n');
        }
        imports.forEach(i -> printer.text.append("import \"").append(i).append("\";\n"));
        for (var message : schema.messages()) {
            printer.text.append('\n');
            printer.print(message, "");
        }
        return printer.text.toString();
    }

    private static void addImports(Message message, TreeSet<String> imports) {
        for (var field : message.fields()) {
            if (field.type() instanceof FieldType.OfMessage(var name)) {
                WellKnownTypes.file(name).ifPresent(imports::add);
            }
            if (!field.params().isEmpty()) {
                imports.add("confluent/meta.proto");
            }
        }
        message.nested().forEach(m -> addImports(m, imports));
    }

    private void print(Message message, String indent) {
        text.append(indent).append("message ").append(message.name()).append(" {\n");
        message.fields().forEach(f -> print(f, message, indent + "  "));
        if (!message.nested().isEmpty()) {
            text.append('\n');
        }
        message.nested().forEach(m -> print(m, indent + "  "));
        text.append(indent).append("}\n");
    }

    private void print(Field field, Message within, String indent) {
        var label =
                switch (field.label()) {
                    case IMPLICIT -> "";
                    case OPTIONAL -> "optional ";
                    case REQUIRED -> "required ";
                    case REPEATED -> "repeated ";
                };
        var type =
                switch (field.type()) {
                    case ScalarType scalar -> scalar.keyword();
                    case FieldType.Enumeration(var name, _) -> name;
                    case FieldType.OfMessage(var name) ->
                            name.startsWith(within.fullName() + ".")
                                    ? name.substring(within.fullName().length() + 1)
                                    : name;
                };
        text.append(indent)
                .append(label)
                .append(type)
                .append(' ')
                .append(field.name())
                .append(" = ")
                .append(field.number());
        if (!field.params().isEmpty()) {
            params(field, indent);
        }
        text.append(";\n");
    }

    private void params(Field field, String indent) {
        text.append(" [(confluent.field_meta) = {\n").append(indent).append("  params: [\n");
        var names = new TreeSet<>(field.params().keySet());
        for (var name : names) {
            text.append(
                    """
                    %1$s    {
                    %1$s      value: "%3$s",
                    %1$s      key: "%2$s"
                    %1$s    }%4$s
                    """
                            .formatted(
                                    indent,
                                    name,
                                    field.params().get(name),
                                    name.equals(names.last()) ? "" : ","));
        }
        text.append(indent).append("  ]\n").append(indent).append("}]");
    }
}
