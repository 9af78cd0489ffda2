// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

/** Who wrote a function. */
public enum FunctionOrigin {
    /**
     * It belongs to the program: it gives values in the form that rows have, and throws runtime
     * exceptions only.
     */
    BUILT_IN,
    /**
     * Somebody else: whatever it throws is an exception of the call, its decimals and times are
     * brought into the form of their type, and it may be an instance method.
     */
    USER
}
