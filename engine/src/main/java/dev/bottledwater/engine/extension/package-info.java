// SPDX-License-Identifier: Apache-2.0
/** Functions of users, from jars in a directory. */
package dev.bottledwater.engine.extension;
