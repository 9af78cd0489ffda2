// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.function.BuiltInFunctions;
import dev.bottledwater.sql.function.FunctionRegistry;
import dev.bottledwater.sql.function.FunctionTexts;

import org.junit.jupiter.api.Test;

class TestLibraryTest {
    private static final FunctionRegistry LIBRARY = TestLibrary.addTo(BuiltInFunctions.registry());

    @Test
    void hasTheBuiltInFunctionsAndItsOwn() {
        var own = LIBRARY.scalars().keySet();
        assertThat(own)
                .containsAll(BuiltInFunctions.registry().scalars().keySet())
                .contains("TEST_UDF", "BAD_UDF", "WHENCONDITION", "WHENRESULT", "TOSTRUCT");
        assertThat(LIBRARY.tables().keySet()).contains("EXPLODE", "TEST_UDTF", "THROWING_UDTF");
    }

    @Test
    void signaturesAreThoseOfTheCases() {
        assertThat(LIBRARY.scalar("test_udf"))
                .extracting(FunctionTexts::describe)
                .containsExactlyInAnyOrder(
                        "TEST_UDF(INT number, VARCHAR text)",
                        "TEST_UDF(BIGINT number, VARCHAR text)",
                        "TEST_UDF(BIGINT one, BIGINT two, VARCHAR text)",
                        "TEST_UDF(BIGINT... numbers)",
                        "TEST_UDF(STRUCT<A VARCHAR> struct)",
                        "TEST_UDF()");
        assertThat(LIBRARY.table("test_udtf")).hasSize(11);
    }
}
