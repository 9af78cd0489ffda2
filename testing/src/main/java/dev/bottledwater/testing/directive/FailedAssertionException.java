// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.testing.directive;

/** An ASSERT statement that doesn't hold. */
final class FailedAssertionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String what;
    private final String expected;
    private final String actual;

    /**
     * @param what the part that differs
     */
    FailedAssertionException(int line, String what, String expected, String actual) {
        super("%s: expected %s but was %s".formatted(what, expected, actual));
        this.line = line;
        this.what = what;
        this.expected = expected;
        this.actual = actual;
    }

    int line() {
        return line;
    }

    String what() {
        return what;
    }

    String expected() {
        return expected;
    }

    String actual() {
        return actual;
    }
}
