// SPDX-License-Identifier: Apache-2.0
/** The engine's row at run time. */
package dev.bottledwater.engine.row;
