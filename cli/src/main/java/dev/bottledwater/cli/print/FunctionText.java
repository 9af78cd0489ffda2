// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.cli.print;

import dev.bottledwater.wire.entity.FunctionListing;
import dev.bottledwater.wire.entity.KsqlEntity;

import java.util.List;
import java.util.stream.Collectors;

/** The layout of DESCRIBE FUNCTION. */
final class FunctionText {
    private FunctionText() {}

    static List<Block> blocks(KsqlEntity.DescribeFunction function) {
        StringBuilder text = new StringBuilder();
        line(text, "Name", function.name());
        if (!function.author().isBlank()) {
            line(text, "Author", function.author());
        }
        if (!function.version().isBlank()) {
            line(text, "Version", function.version());
        }
        line(text, "Overview", function.description());
        line(text, "Type", function.type());
        line(text, "Jar", function.path());
        line(text, "Variations", "");
        for (FunctionListing.Overload overload : function.functions()) {
            text.append('\n');
            detail(text, "Variation", function.name() + "(" + arguments(overload) + ")");
            detail(text, "Returns", overload.returnType());
            if (!overload.description().isBlank()) {
                detail(text, "Description", overload.description());
            }
            overload.arguments().stream()
                    .filter(argument -> !argument.description().isBlank())
                    .forEach(argument -> detail(text, argument.name(), argument.description()));
        }
        return List.of(new Block.Text(text.toString().stripTrailing()));
    }

    private static String arguments(FunctionListing.Overload overload) {
        return overload.arguments().stream()
                .map(
                        argument ->
                                argument.name()
                                        + " "
                                        + argument.type()
                                        + (argument.variadic() ? "[]" : ""))
                .collect(Collectors.joining(", "));
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-12s: %s\n".formatted(name, value));
    }

    private static void detail(StringBuilder text, String name, String value) {
        text.append("\t%-12s: %s\n".formatted(name, value));
    }
}
