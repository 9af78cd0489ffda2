// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.verdict;

import dev.bottledwater.sql.function.FunctionRegistry;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A case of a test file of any kind. Immutable; may be judged by several threads at a time. */
public interface TestCase {
    /** The file's name without its ending. */
    String file();

    /** The whole name, which starts with the file's. */
    String name();

    /**
     * Whether its statements may call the functions of the conformance set. Users' files may not: a
     * server doesn't have them.
     */
    default boolean callsTestFunctions() {
        return false;
    }

    /** Why it isn't run; empty when it is. */
    Optional<String> skipReason();

    /**
     * Runs the case and says what isn't as expected.
     *
     * @param stateDirectory an empty directory for the state of its queries
     */
    List<Mismatch> judge(FunctionRegistry functions, Path stateDirectory);

    /**
     * The case with one expectation made wrong, to see that the runner finds it.
     *
     * @return empty for a case that expects nothing in particular
     */
    Optional<TestCase> perturbed();
}
