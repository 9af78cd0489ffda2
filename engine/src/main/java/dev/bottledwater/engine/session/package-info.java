// SPDX-License-Identifier: Apache-2.0
/**
 * What a request brings along: its text, properties and variables, and which properties it may set.
 */
@NullMarked
package dev.bottledwater.engine.session;

import org.jspecify.annotations.NullMarked;
