// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.eval.AnswerText;
import dev.bottledwater.engine.eval.Expressions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.ScalarSignature;
import dev.bottledwater.sql.function.ScalarSignature.Example;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.stream.Stream;

/** What the documentation of the built-in functions says they give, they give. */
class ExamplesTest {
    private static final FunctionRegistry FUNCTIONS = BuiltInFunctions.registry();
    private static final Expressions EXPRESSIONS = new Expressions(FUNCTIONS);

    static Stream<Example> examples() {
        return FUNCTIONS.scalars().values().stream()
                .flatMap(List::stream)
                .flatMap(overload -> overload.documentation().examples().stream());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void exampleGivesItsResult(Example example) {
        var result = EXPRESSIONS.evaluate(example.sql());
        assertThat(AnswerText.EXAMPLE.of(result.value(), result.type()))
                .isEqualTo(example.result());
    }

    @Test
    void everyFunctionIsDescribedAndHasAnExample() {
        assertThat(FUNCTIONS.scalars())
                .allSatisfy(
                        (name, overloads) -> {
                            assertThat(overloads)
                                    .allSatisfy(o -> assertThat(sentence(o)).matches("[^a-z].*\\."))
                                    .anySatisfy(
                                            o ->
                                                    assertThat(o.documentation().examples())
                                                            .anyMatch(e -> e.sql().contains(name)));
                        });
    }

    private static String sentence(ScalarSignature overload) {
        return overload.documentation().description();
    }
}
