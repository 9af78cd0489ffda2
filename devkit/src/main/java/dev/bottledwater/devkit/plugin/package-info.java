// SPDX-License-Identifier: Apache-2.0
/**
 * Connectors to try Connect with, and a way to lay them into a plugin path. A worker must not have
 * them on its class path, so that they are found as users' plugins are.
 */
@org.jspecify.annotations.NullMarked
package dev.bottledwater.devkit.plugin;
