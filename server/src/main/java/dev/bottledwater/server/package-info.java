// SPDX-License-Identifier: Apache-2.0
/** The HTTP edge. */
package dev.bottledwater.server;
