// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import dev.bottledwater.engine.format.UnusableSchemaException;
import dev.bottledwater.engine.format.protobuf.schema.FieldType.Constant;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.DeclaredEnum;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.DeclaredField;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.DeclaredMessage;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.Option;
import dev.bottledwater.engine.format.protobuf.schema.ProtoFile.Syntax;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Parses texts of schemas (Protobuf language specification, proto2, proto3 and editions). What
 * doesn't bear on messages, such as services and extensions, is passed over; so are groups, which
 * readers skip.
 */
final class ProtoParser {
    private static final int DEEPEST = 32;
    private static final int HIGHEST_NUMBER = (1 << 29) - 1;
    private static final Set<String> LABELS = Set.of("optional", "required", "repeated");

    private final ProtoTokens tokens;
    private int depth;

    private ProtoParser(String text) {
        this.tokens = new ProtoTokens(ProtoLexer.tokens(text));
    }

    /**
     * @throws UnusableSchemaException for a text that is no schema, with the line
     */
    static ProtoFile parse(String text) {
        return new ProtoParser(text).file();
    }

    private ProtoFile file() {
        var syntax = Syntax.PROTO2;
        var packageName = "";
        var imports = new ArrayList<String>();
        var messages = new ArrayList<DeclaredMessage>();
        var enums = new ArrayList<DeclaredEnum>();
        var options = new ArrayList<Option>();
        while (!tokens.atEnd()) {
            var word = tokens.next();
            switch (word.text()) {
                case ";" -> {}
                case "syntax" -> syntax = syntax();
                case "edition" -> {
                    tokens.expect("=");
                    tokens.string();
                    tokens.expect(";");
                    syntax = Syntax.EDITION;
                }
                case "package" -> {
                    packageName = tokens.fullName();
                    tokens.expect(";");
                }
                case "import" -> {
                    if (!tokens.accept("public") && !tokens.accept("option")) {
                        tokens.accept("weak");
                    }
                    imports.add(tokens.string());
                    tokens.expect(";");
                }
                case "option" -> options.add(ProtoOptions.statement(tokens));
                case "export", "local" -> {}
                case "message" -> messages.add(message());
                case "enum" -> enums.add(enumeration());
                case "service", "extend" -> tokens.skipBlock();
                default -> throw tokens.unexpected(word, "a declaration");
            }
        }
        return new ProtoFile(syntax, packageName, imports, messages, enums, options);
    }

    private Syntax syntax() {
        tokens.expect("=");
        var name = tokens.string();
        tokens.expect(";");
        return switch (name) {
            case "proto2" -> Syntax.PROTO2;
            case "proto3" -> Syntax.PROTO3;
            default ->
                    throw new UnusableSchemaException(
                            "it is a Protobuf schema of the unknown syntax " + name);
        };
    }

    private DeclaredMessage message() {
        return body(tokens.word());
    }

    private DeclaredMessage body(String name) {
        if (++depth > DEEPEST) {
            throw new UnusableSchemaException(
                    "it is a Protobuf schema whose messages are nested too deep");
        }
        var body = new Body(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var fields = new ArrayList<DeclaredField>();
        tokens.expect("{");
        while (!tokens.accept("}")) {
            var word = tokens.next();
            switch (word.text()) {
                case ";" -> {}
                case "option" -> ProtoOptions.statement(tokens);
                case "reserved", "extensions" -> tokens.skipStatement();
                case "export", "local" -> {}
                case "message" -> body.messages.add(message());
                case "enum" -> body.enums.add(enumeration());
                case "extend" -> tokens.skipBlock();
                case "oneof" -> oneof(body, fields);
                default -> field(word, -1, body, fields);
            }
        }
        depth--;
        return new DeclaredMessage(name, fields, body.oneofs, body.messages, body.enums);
    }

    /** What a message declares besides fields. */
    private record Body(
            List<String> oneofs, List<DeclaredMessage> messages, List<DeclaredEnum> enums) {}

    private void oneof(Body body, List<DeclaredField> fields) {
        int index = body.oneofs.size();
        body.oneofs.add(tokens.word());
        tokens.expect("{");
        while (!tokens.accept("}")) {
            var word = tokens.next();
            switch (word.text()) {
                case ";" -> {}
                case "option" -> ProtoOptions.statement(tokens);
                default -> field(word, index, body, fields);
            }
        }
    }

    private void field(ProtoToken first, int oneof, Body body, List<DeclaredField> fields) {
        var label = LABELS.contains(first.text()) ? first.text() : "";
        var word = label.isEmpty() ? first : tokens.next();
        String keyType = null;
        String type;
        if (word.is("map") && tokens.accept("<")) {
            keyType = tokens.fullName();
            tokens.expect(",");
            type = tokens.fullName();
            tokens.expect(">");
        } else {
            type = tokens.fullName(word);
        }
        var name = tokens.word();
        tokens.expect("=");
        int number = tokens.integer();
        if (number < 1 || number > HIGHEST_NUMBER) {
            throw new UnusableSchemaException(
                    "it is a Protobuf schema whose field %s has the number %d"
                            .formatted(name, number));
        }
        var options = ProtoOptions.list(tokens);
        if (type.equals("group")) {
            body.messages.add(body(name));
        } else {
            tokens.expect(";");
            fields.add(field(name, number, label, type, keyType, oneof, options));
        }
    }

    private static DeclaredField field(
            String name,
            int number,
            String label,
            String type,
            @Nullable String keyType,
            int oneof,
            List<Option> options) {
        return new DeclaredField(name, number, label, type, keyType, oneof, options);
    }

    private DeclaredEnum enumeration() {
        var name = tokens.word();
        var constants = new ArrayList<Constant>();
        tokens.expect("{");
        while (!tokens.accept("}")) {
            var word = tokens.next();
            switch (word.text()) {
                case ";" -> {}
                case "option" -> ProtoOptions.statement(tokens);
                case "reserved" -> tokens.skipStatement();
                default -> {
                    tokens.expect("=");
                    constants.add(new Constant(word.text(), tokens.integer()));
                    ProtoOptions.list(tokens);
                    tokens.expect(";");
                }
            }
        }
        return new DeclaredEnum(name, constants);
    }
}
