// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.connect.declared;

import java.nio.file.Path;

/**
 * Where connectors are declared.
 *
 * @param directory its files that end in {@code .json} are read
 * @param prune whether connectors that no file has are deleted
 */
public record DeclaredSettings(Path directory, boolean prune) {}
