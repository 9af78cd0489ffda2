// SPDX-License-Identifier: Apache-2.0
/** Certificates and keys made in memory, good ones and deliberately odd ones. */
package dev.bottledwater.devkit.tls;
