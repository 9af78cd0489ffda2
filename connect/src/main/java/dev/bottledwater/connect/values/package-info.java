// SPDX-License-Identifier: Apache-2.0
/** Values of config vars that connectors may name in their settings instead of holding them. */
@NullMarked
package dev.bottledwater.connect.values;

import org.jspecify.annotations.NullMarked;
