// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.format.protobuf.schema;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/**
 * A schema's text as it stands, with names that aren't resolved yet.
 *
 * @param packageName empty for none
 * @param imports the files that it builds on
 */
record ProtoFile(
        Syntax syntax,
        String packageName,
        List<String> imports,
        List<DeclaredMessage> messages,
        List<DeclaredEnum> enums,
        List<Option> options) {

    /** The versions of the language, by what a plain field means. */
    enum Syntax {
        PROTO2,
        PROTO3,
        EDITION
    }

    record DeclaredMessage(
            String name,
            List<DeclaredField> fields,
            List<String> oneofs,
            List<DeclaredMessage> messages,
            List<DeclaredEnum> enums) {}

    record DeclaredEnum(String name, List<FieldType.Constant> constants) {}

    /**
     * A field.
     *
     * @param label {@code optional}, {@code required}, {@code repeated} or empty
     * @param keyType of a {@code map}, whose values are of {@code type}; null for any other
     * @param oneof the index of the message's oneof that it is in, -1 for none
     */
    record DeclaredField(
            String name,
            int number,
            String label,
            String type,
            @Nullable String keyType,
            int oneof,
            List<Option> options) {}

    /** A setting; names of extensions stand in parentheses. */
    record Option(String name, OptionValue value) {}

    /** What a setting is set to. */
    sealed interface OptionValue {
        record Literal(String text) implements OptionValue {}

        record Block(List<Option> options) implements OptionValue {}

        record Items(List<OptionValue> values) implements OptionValue {}
    }

    /** The last literal of a name; empty when there is none. */
    static Optional<String> literal(List<Option> options, String name) {
        return options.stream()
                .filter(o -> o.name().equals(name))
                .map(Option::value)
                .filter(OptionValue.Literal.class::isInstance)
                .map(v -> ((OptionValue.Literal) v).text())
                .reduce((_, last) -> last);
    }
}
