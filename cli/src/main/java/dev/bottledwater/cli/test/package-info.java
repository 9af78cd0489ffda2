// SPDX-License-Identifier: Apache-2.0
/** {@code test}: runs SQL test files. */
package dev.bottledwater.cli.test;
