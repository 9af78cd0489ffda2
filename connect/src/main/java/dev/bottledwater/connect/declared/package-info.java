// SPDX-License-Identifier: Apache-2.0
/** Connectors that an app declares in files of its own, which are made so at the start. */
@NullMarked
package dev.bottledwater.connect.declared;

import org.jspecify.annotations.NullMarked;
