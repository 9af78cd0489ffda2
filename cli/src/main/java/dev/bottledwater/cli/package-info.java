// SPDX-License-Identifier: Apache-2.0
/** Commands and main. */
package dev.bottledwater.cli;
