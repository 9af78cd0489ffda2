// SPDX-License-Identifier: Apache-2.0
/** The runner of SQL tests. */
package dev.bottledwater.testing;
