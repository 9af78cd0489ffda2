// SPDX-License-Identifier: Apache-2.0
/** Loopback ports for embedded servers. */
package dev.bottledwater.devkit.net;
