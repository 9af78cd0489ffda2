// SPDX-License-Identifier: Apache-2.0
/** Embedded servers for development and tests. */
package dev.bottledwater.devkit;
