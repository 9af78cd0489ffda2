// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.declared;

/** A file that declares no connector: its message names file and line. */
public final class DeclarationException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param where the file, and the line where there is one
     */
    DeclarationException(String where, String problem) {
        super(where + ": " + problem);
    }
}
