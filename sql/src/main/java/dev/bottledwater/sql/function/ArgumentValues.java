// SPDX-License-Identifier: Apache-2.0
package dev.bottledwater.sql.function;

import org.jspecify.annotations.Nullable;

/** Values by index: the arguments of all calls of an aggregation, one call after the other. */
@FunctionalInterface
public interface ArgumentValues {
    @Nullable Object get(int index);
}
