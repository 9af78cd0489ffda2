// SPDX-License-Identifier: Apache-2.0
/** Data directories of embedded servers. */
package dev.bottledwater.devkit.files;
