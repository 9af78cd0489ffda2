// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import java.util.Objects;

/**
 * The jar that functions of users come from.
 *
 * @param path where it is
 * @param version as its manifest says, empty if it doesn't
 * @param author likewise
 */
public record FunctionLibrary(String path, String version, String author) {
    /** Of the functions that belong to the program. */
    public static final FunctionLibrary INTERNAL = new FunctionLibrary("internal", "", "");

    public FunctionLibrary {
        Objects.requireNonNull(path);
        Objects.requireNonNull(version);
        Objects.requireNonNull(author);
    }
}
