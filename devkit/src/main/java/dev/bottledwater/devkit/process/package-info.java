// SPDX-License-Identifier: Apache-2.0
/** The end of the JVM, and of the processes that it started. */
package dev.bottledwater.devkit.process;
