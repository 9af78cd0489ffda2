// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.eval.AnswerText;
import dev.bottledwater.engine.eval.ExpressionCompiler;
import dev.bottledwater.engine.eval.Expressions;
import dev.bottledwater.engine.eval.compile.BytecodeCompiler;
import dev.bottledwater.engine.function.AggregateExamples;
import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.sql.function.FunctionLibrary;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.FunctionTexts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Functions from jars. */
class UserFunctionsTest {
    private static final FunctionRegistry BUILT_IN = BuiltInFunctions.registry();
    private static final String SCALAR =
            """
            package org.acme;

            import dev.bottledwater.udf.ScalarFunction;

            public class Scalar {
                @ScalarFunction(name = "%s")
                public static %s {
                    %s
                }

                public static class Library {}
            }
            """;

    @TempDir Path directory;

    private void jar(String file, String name, String method, String body, String... without)
            throws IOException {
        Jars.write(directory.resolve(file), SCALAR.formatted(name, method, body), without);
    }

    private UserFunctions load() {
        return UserFunctions.of(BUILT_IN, directory);
    }

    private String problem() {
        assertThat(load().problems()).hasSize(1);
        var problem = load().problems().getFirst();
        var start = "The functions of %s are not used: ".formatted(directory.resolve("a.jar"));
        assertThat(problem).startsWith(start).endsWith(".");
        return problem.substring(start.length());
    }

    @Test
    void theExampleOfTheDocumentationDoesWhatItsExamplesSay() throws IOException {
        var page = Files.readString(documentation());
        int start = page.indexOf("```java\n") + "```java\n".length();
        Jars.write(
                directory.resolve("orders.jar"),
                page.substring(start, page.indexOf("```\n", start)));

        var functions = load();

        assertThat(functions.problems()).isEmpty();
        assertThat(functions.loaded())
                .containsExactly(
                        "%s has the functions INITIALS, LAST, MONEY, SAME_CURRENCY, PAIRS"
                                .formatted(directory.resolve("orders.jar")));
        var registry = functions.registry();
        var added = new java.util.ArrayList<>(registry.names());
        added.removeAll(BUILT_IN.names());
        var expressions = new Expressions(registry);
        int examples = 0;
        for (var name : added) {
            for (var overload :
                    registry.scalar(name).isEmpty()
                            ? registry.table(name)
                            : registry.scalar(name)) {
                assertThat(overload.documentation().category()).isEqualTo("ORDERS");
                for (var example : overload.documentation().examples()) {
                    examples++;
                    for (var compiler :
                            List.of(ExpressionCompiler.interpreter(), new BytecodeCompiler())) {
                        assertThat(expressions.rows(example.sql(), compiler))
                                .describedAs(example.sql())
                                .extracting(r -> AnswerText.EXAMPLE.of(r.value(), r.type()))
                                .containsExactly(example.result());
                    }
                }
            }
        }
        assertThat(examples).isEqualTo(8);
        assertThat(FunctionTexts.describe(registry.scalar("LAST").getFirst()))
                .isEqualTo("LAST(ARRAY<T> list, T otherwise)");
        assertThat(expressions.evaluate("MONEY('twelve')").errors())
                .containsExactly(
                        "column `X`: MONEY failed: the text isn't a currency and an amount");
        assertThat(expressions.evaluate("MONEY('EUR twelve')").errors())
                .containsExactly("column `X`: MONEY failed: NumberFormatException");
    }

    @Test
    void functionsTellTheJarThatTheyComeFrom() throws IOException {
        jar("a.jar", "HELLO", "String hello(String name)", "return name;");
        jar("b.jar", "BYE", "String bye(String name)", "return name;");
        var file = directory.resolve("a.jar");
        try (var jar = FileSystems.newFileSystem(file)) {
            Files.createDirectories(jar.getPath("META-INF"));
            Files.writeString(
                    jar.getPath("META-INF/MANIFEST.MF"),
                    """
                    Manifest-Version: 1.0
                    Implementation-Version: 1.2.3
                    Implementation-Vendor: Acme

                    """);
        }
        var registry = load().registry();
        assertThat(registry.library("hello"))
                .isEqualTo(new FunctionLibrary(file.toString(), "1.2.3", "Acme"));
        assertThat(registry.library("BYE"))
                .isEqualTo(new FunctionLibrary(directory.resolve("b.jar").toString(), "", ""));
        assertThat(registry.library("ABS")).isEqualTo(FunctionLibrary.INTERNAL);
    }

    @Test
    void theAggregateFunctionOfTheDocumentationDoesWhatItsExamplesSay() throws IOException {
        var page = Files.readString(documentation());
        int start = page.indexOf("```java\n", page.indexOf("## Aggregate functions"));
        start += "```java\n".length();
        Jars.write(
                directory.resolve("basket.jar"),
                page.substring(start, page.indexOf("```\n", start)));

        var functions = load();

        assertThat(functions.problems()).isEmpty();
        var overloads = functions.registry().aggregate("WEIGHTED_AVG");
        assertThat(overloads)
                .extracting(FunctionTexts::describe)
                .containsExactly(
                        "WEIGHTED_AVG(DOUBLE value, BIGINT weight)",
                        "WEIGHTED_AVG(DOUBLE value, BIGINT weight, DOUBLE otherwise)");
        var examples = new AggregateExamples(functions.registry());
        assertThat(overloads.getFirst().documentation().examples())
                .hasSize(2)
                .allSatisfy(
                        example -> {
                            var result = examples.evaluate(example);
                            assertThat(AnswerText.EXAMPLE.of(result.value(), result.type()))
                                    .isEqualTo(example.result());
                        });
    }

    private static Path documentation() {
        for (var dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            var page = dir.resolve("docs/udf.md");
            if (Files.isRegularFile(page)) {
                return page;
            }
        }
        throw new AssertionError("docs/udf.md isn't there");
    }

    @Test
    void aDirectoryThatIsNotThereHasNoFunctions() {
        var functions = UserFunctions.of(BUILT_IN, directory.resolve("none"));
        assertThat(functions.problems()).isEmpty();
        assertThat(functions.registry().names()).isEqualTo(BUILT_IN.names());
    }

    @Test
    void jarsMayOverloadOneAnotherButNotRepeat() throws IOException {
        jar("a.jar", "F", "String f(String a)", "return a;");
        jar("b.jar", "F", "int f(int a)", "return a;");
        jar("c.jar", "F", "String g(String b)", "return b;");

        var functions = load();

        assertThat(functions.registry().scalar("F")).hasSize(2);
        assertThat(functions.problems())
                .singleElement()
                .asString()
                .contains("c.jar are not used: they don't go together with those that are there")
                .endsWith("two overloads F(STRING).");
    }

    @Test
    void anErrorIsAFailureOfTheCall() throws IOException {
        jar(
                "a.jar",
                "F",
                "String f(String a)",
                "return new Library().toString();",
                "org/acme/Scalar$Library.class");

        var result = new Expressions(load().registry()).evaluate("F('x')");

        assertThat(result.value()).isNull();
        assertThat(result.errors()).containsExactly("column `X`: F failed: NoClassDefFoundError");
    }

    @Test
    void aJarDoesNotSeeTheProgram() throws IOException {
        jar("a.jar", "F", "boolean f(String a) throws Exception", "Class.forName(a); return true;");
        var expressions = new Expressions(load().registry());

        assertThat(expressions.evaluate("F('java.util.List')").value()).isEqualTo(true);
        assertThat(expressions.evaluate("F('dev.bottledwater.udf.Struct')").value())
                .isEqualTo(true);
        assertThat(expressions.evaluate("F('dev.bottledwater.engine.SqlEngine')").errors())
                .containsExactly("column `X`: F failed: ClassNotFoundException");
    }

    @Test
    void saysWhatIsWrongWithAJar() throws IOException {
        Files.writeString(directory.resolve("a.jar"), "no jar");
        assertThat(problem()).startsWith("it can't be read as a jar (");

        Jars.write(directory.resolve("a.jar"), "package org.acme;\npublic class Empty {}");
        assertThat(problem())
                .isEqualTo(
                        "it has no method with @ScalarFunction or @TableFunction, and no class with @AggregateFunction.");

        jar("a.jar", "F", "Thread f(String a)", "return null;");
        assertThat(problem())
                .isEqualTo(
                        "org.acme.Scalar.f can't be a SQL function: java.lang.Thread stands for no SQL type; give the type as text.");

        jar("a.jar", "ucase", "String f(String a)", "return a;");
        assertThat(problem())
                .isEqualTo("UCASE is the name of a built-in function; give it another name.");

        jar("a.jar", "my function", "String f(String a)", "return a;");
        assertThat(problem()).startsWith("'MY FUNCTION' is no name of a function");

        jar("a.jar", "F", "Library f(String a)", "return null;", "org/acme/Scalar$Library.class");
        assertThat(problem())
                .isEqualTo(
                        "the class org.acme.Scalar$Library isn't in it: a jar brings the libraries that it needs.");
    }

    @Test
    void saysThatAJarIsForANewerJava() throws IOException {
        jar("a.jar", "F", "String f(String a)", "return a;");
        var jar = directory.resolve("a.jar");
        try (var zip = java.nio.file.FileSystems.newFileSystem(jar)) {
            var entry = zip.getPath("org/acme/Scalar.class");
            var bytes = Files.readAllBytes(entry);
            bytes[7] = (byte) 200;
            Files.write(entry, bytes);
        }
        assertThat(problem())
                .isEqualTo(
                        "it is for a newer Java than %d, which runs here."
                                .formatted(Runtime.version().feature()));
    }

    @Test
    void aBadJarLeavesTheOthersAlone() throws IOException {
        Files.writeString(directory.resolve("a.jar"), "no jar");
        jar("b.jar", "F", "String f(String a)", "return a;");

        assertThat(load().problems()).hasSize(1);
        assertThat(load().registry().scalar("F")).isNotEmpty();
        assertThat(List.copyOf(load().loaded())).hasSize(1);
    }
}
