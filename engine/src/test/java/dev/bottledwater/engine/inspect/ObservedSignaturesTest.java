// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.bottledwater.engine.SharedFiles;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.engine.result.StatementResult.FunctionArgument;
import dev.bottledwater.engine.result.StatementResult.FunctionDescription;
import dev.bottledwater.engine.result.StatementResult.FunctionOverload;
import dev.bottledwater.engine.result.StatementResult.FunctionType;
import dev.bottledwater.sql.ast.Identifier;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * DESCRIBE FUNCTION shows the same functions as a real server: names, categories, and of each
 * overload the types and names of its parameters and the type of its result. Both lists are whole:
 * a function too many fails as one too few does.
 */
class ObservedSignaturesTest {
    private static final Pattern FUNCTION =
            Pattern.compile("- \\*\\*(\\w+)\\*\\* \\[([^]]+)]: (.*)");

    /** The kinds that are compared. */
    private static final List<FunctionType> KINDS =
            List.of(FunctionType.SCALAR, FunctionType.AGGREGATE, FunctionType.TABLE);

    private static final FunctionDescriptions OURS =
            new FunctionDescriptions(BuiltInFunctions.registry());

    @TestFactory
    Stream<DynamicTest> functionsAreTheObservedOnes() throws IOException {
        var lines = SharedFiles.lines("spec/observed/signatures.md");
        if (lines.isEmpty()) {
            return Stream.empty();
        }
        var tests = new ArrayList<DynamicTest>();
        for (var kind : KINDS) {
            var theirs = observed(lines.get(), kind);
            assertThat(theirs).describedAs("the file's " + kind + " functions").isNotEmpty();
            tests.add(
                    dynamicTest(
                            "names of " + kind,
                            () ->
                                    assertThat(names(kind))
                                            .containsExactlyElementsOf(theirs.keySet())));
            theirs.forEach(
                    (name, signature) ->
                            tests.add(
                                    dynamicTest(
                                            name,
                                            () ->
                                                    assertThat(signature(name))
                                                            .isEqualTo(signature))));
        }
        return tests.stream();
    }

    /** The category, then each overload, one a line, by function. */
    private static SortedMap<String, String> observed(List<String> lines, FunctionType kind) {
        var functions = new TreeMap<String, String>();
        var current = "";
        for (var line : lines) {
            current = line.startsWith("## ") ? line.substring(3) : current;
            var m = FUNCTION.matcher(line);
            if (current.equals(kind.name()) && m.matches()) {
                functions.put(m.group(1), text(m.group(2), Stream.of(m.group(3).split("; "))));
            }
        }
        return functions;
    }

    private static String text(String category, Stream<String> overloads) {
        return category + "\n" + overloads.sorted().collect(Collectors.joining("\n"));
    }

    private static Collection<String> names(FunctionType kind) {
        var registry = BuiltInFunctions.registry();
        return switch (kind) {
            case SCALAR -> registry.scalars().keySet();
            case AGGREGATE -> registry.aggregates().keySet();
            case TABLE -> registry.tables().keySet();
        };
    }

    private static String signature(String name) {
        var description = (FunctionDescription) OURS.describe("", Identifier.of(name));
        return text(
                description.category(),
                description.overloads().stream().map(ObservedSignaturesTest::signature));
    }

    private static String signature(FunctionOverload overload) {
        return overload.arguments().stream()
                .map(ObservedSignaturesTest::argument)
                .collect(Collectors.joining(", ", "(", ") → " + overload.returnType()));
    }

    private static String argument(FunctionArgument argument) {
        return argument.type() + (argument.variadic() ? "... " : " ") + argument.name();
    }
}
