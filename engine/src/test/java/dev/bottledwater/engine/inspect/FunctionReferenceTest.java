// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.engine.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bottledwater.engine.function.BuiltInFunctions;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page about functions tells of the functions that there are. */
class FunctionReferenceTest {
    private static final Path PAGE = Path.of("../docs/functions.md");
    private static final String UPDATE = "bw.golden.update";

    @Test
    void pageIsWhatTheFunctionsSay() throws IOException {
        var page = FunctionReference.of(BuiltInFunctions.registry());
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .describedAs(
                        "docs/functions.md is stale; write it anew with%nmvn -pl engine -am test"
                                + " -Dtest=FunctionReferenceTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D%1$s=true%nor run"
                                + " this test with JDK_JAVA_OPTIONS=-D%1$s=true%n",
                        UPDATE)
                .isEqualTo(page);
    }
}
