// SPDX-License-Identifier: Apache-2.0
/** What errors of Connect and its connectors mean, what to do about them, and how long to wait. */
@NullMarked
package dev.bottledwater.connect.failure;

import org.jspecify.annotations.NullMarked;
